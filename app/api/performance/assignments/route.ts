import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { assignmentList, assignmentsQuery } from "@/lib/performance/schemas/assignments";
import { newAssignment, recordedAssignment } from "@/lib/performance/schemas/assignments-write";
import { listVisibleAssignments } from "@/lib/performance/services/list-visible-assignments";
import { recordAssignment } from "@/lib/performance/services/record-assignment";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { own: "user_id", or: "view_team" },
    query: assignmentsQuery,
    response: assignmentList,
    handler: ({ context, query }) => listVisibleAssignments(context, query),
  }),
  POST: route({
    access: { permission: "write_assignments" },
    body: newAssignment,
    response: recordedAssignment,
    handler: ({ context, body }) => recordAssignment(context, body),
  }),
});
