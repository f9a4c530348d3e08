import { Accepted } from "@/lib/api/accepted";
import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { listVisibleAssignments } from "@/lib/performance/assignments/list-visible-assignments";
import { assignmentsRead } from "@/lib/performance/assignments/reads";
import {
  recordAssignment,
  recordAssignmentAsync,
} from "@/lib/performance/assignments/record-assignment";
import { assignmentList, assignmentsQuery } from "@/lib/performance/assignments/schemas";
import {
  deliveredAssignment,
  newAssignment,
  recordedAssignment,
  recordingQuery,
} from "@/lib/performance/assignments/write-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "listAssignments",
    summary: "List assignments",
    tags: ["assignments"],
    read: assignmentsRead,
    access: { own: "user_id", or: "view_team" },
    query: assignmentsQuery,
    response: assignmentList,
    handler: ({ context, query }) => listVisibleAssignments(context, query),
  }),
  POST: route({
    operationId: "recordAssignment",
    summary: "Create or update an assignment",
    description:
      "Updates the assignment with this `external_id`, if there is one, by merging: fields that you leave out keep their values, null clears one. `PUT /api/performance/assignments/by-external-id/{external_id}` replaces all of it. A deleted assignment is created again.",
    tags: ["assignments"],
    examples: {
      request: {
        external_id: "TICKET-42",
        user_id: 5,
        title: "Renew the certificate",
        assigned_at: "2024-05-13T08:00:00Z",
        due_at: "2024-05-17",
        difficulty: 7.5,
        required_skills: [{ name: "TLS", level: 6 }],
      },
    },
    access: { permission: "write_assignments" },
    query: recordingQuery,
    body: newAssignment,
    response: recordedAssignment,
    accepted: deliveredAssignment,
    creates: {
      path: "/api/performance/assignments/{id}",
      findId: ({ outcome, assignment: { id } }) => (outcome === "new" ? id : null),
    },
    handler: async ({ context, query, body }) =>
      query.wait
        ? recordAssignment(context, body)
        : Accepted.of(deliveredAssignment, await recordAssignmentAsync(context, body)),
  }),
});
