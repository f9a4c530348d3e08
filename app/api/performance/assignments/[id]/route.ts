import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { readingAssignments } from "@/lib/performance/access/permissions";
import { amendAssignment } from "@/lib/performance/assignments/amend-assignment";
import { deleteAssignment } from "@/lib/performance/assignments/delete-assignment";
import { getAssignment } from "@/lib/performance/assignments/get-assignment";
import { assignment } from "@/lib/performance/assignments/schemas";
import {
  assignmentAmendment,
  assignmentChange,
  assignmentParams,
} from "@/lib/performance/assignments/write-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getAssignment",
    summary: "Get an assignment",
    tags: ["assignments"],
    resource: "assignment",
    access: readingAssignments,
    params: assignmentParams,
    response: assignment,
    handler: ({ context, params }) => getAssignment(context, params),
  }),
  PATCH: route({
    operationId: "amendAssignment",
    summary: "Update an assignment",
    description: "A changed fact of a completed assignment appends a correction.",
    tags: ["assignments"],
    examples: { request: { due_at: "2024-05-20" } },
    resource: "assignment",
    access: { permission: "write_assignments" },
    params: assignmentParams,
    body: assignmentAmendment,
    response: assignmentChange,
    handler: ({ context, params, body }) =>
      amendAssignment(context, { id: params.id, amendment: body }),
  }),
  DELETE: route({
    operationId: "deleteAssignment",
    summary: "Delete an assignment",
    description: "Appends a reversal if the assignment counted.",
    tags: ["assignments"],
    resource: "assignment",
    access: { permission: "write_assignments" },
    params: assignmentParams,
    response: assignmentChange,
    handler: ({ context, params }) => deleteAssignment(context, params),
  }),
});
