import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { completingAssignments } from "@/lib/performance/access/permissions";
import { completeAssignment } from "@/lib/performance/assignments/complete-assignment";
import {
  assignmentChange,
  assignmentParams,
  completion,
} from "@/lib/performance/assignments/write-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "completeAssignment",
    summary: "Complete an assignment",
    description: "Appends a completion, which updates the score.",
    tags: ["assignments"],
    examples: { request: { completed_at: "2024-05-15T14:30:00Z" } },
    resource: "assignment",
    access: completingAssignments,
    params: assignmentParams,
    body: completion,
    response: assignmentChange,
    handler: ({ context, params, body }) =>
      completeAssignment(context, { id: params.id, completedAt: body.completed_at }),
  }),
});
