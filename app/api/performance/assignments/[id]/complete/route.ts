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
    access: completingAssignments,
    params: assignmentParams,
    body: completion,
    response: assignmentChange,
    handler: ({ context, params, body }) =>
      completeAssignment(context, { id: params.id, completedAt: body.completed_at }),
  }),
});
