import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { readingAssignments } from "@/lib/performance/access/permissions";
import { amendAssignment } from "@/lib/performance/assignments/amend-assignment";
import { deleteAssignment } from "@/lib/performance/assignments/assignment-status";
import { getAssignment } from "@/lib/performance/assignments/get-assignment";
import { assignment } from "@/lib/performance/assignments/schemas";
import {
  assignmentAmendment,
  assignmentChange,
  assignmentParams,
} from "@/lib/performance/assignments/write-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: readingAssignments,
    params: assignmentParams,
    response: assignment,
    handler: ({ context, params }) => getAssignment(context, params),
  }),
  PATCH: route({
    access: { permission: "write_assignments" },
    params: assignmentParams,
    body: assignmentAmendment,
    response: assignmentChange,
    handler: ({ context, params, body }) =>
      amendAssignment(context, { id: params.id, amendment: body }),
  }),
  DELETE: route({
    access: { permission: "write_assignments" },
    params: assignmentParams,
    response: assignmentChange,
    handler: ({ context, params }) => deleteAssignment(context, params),
  }),
});
