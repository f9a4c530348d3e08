import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { completingWork } from "@/lib/performance/access";
import {
  assignmentChange,
  assignmentParams,
  completion,
} from "@/lib/performance/schemas/assignments-write";
import { completeAssignment } from "@/lib/performance/services/complete-assignment";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: completingWork,
    params: assignmentParams,
    body: completion,
    response: assignmentChange,
    handler: ({ context, params, body }) =>
      completeAssignment(context, { id: params.id, completedAt: body.completed_at }),
  }),
});
