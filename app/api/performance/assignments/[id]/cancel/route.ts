import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { cancelAssignment } from "@/lib/performance/assignments/cancel-assignment";
import {
  assignmentChange,
  assignmentParams,
  nothing,
} from "@/lib/performance/assignments/write-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "cancelAssignment",
    summary: "Cancel an assignment",
    description: "Appends a reversal if the assignment counted.",
    tags: ["assignments"],
    resource: "assignment",
    access: { permission: "write_assignments" },
    params: assignmentParams,
    body: nothing,
    response: assignmentChange,
    handler: ({ context, params }) => cancelAssignment(context, params),
  }),
});
