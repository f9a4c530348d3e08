import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import {
  assignmentChange,
  assignmentParams,
  nothing,
} from "@/lib/performance/schemas/assignments-write";
import { reopenAssignment } from "@/lib/performance/services/set-assignment-aside";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    access: { permission: "write_assignments" },
    params: assignmentParams,
    body: nothing,
    response: assignmentChange,
    handler: ({ context, params }) => reopenAssignment(context, params),
  }),
});
