import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { reopenAssignment } from "@/lib/performance/assignments/reopen-assignment";
import {
  assignmentChange,
  assignmentParams,
  nothing,
} from "@/lib/performance/assignments/write-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "reopenAssignment",
    summary: "Reopen an assignment",
    description: "Appends a reversal if the assignment counted.",
    tags: ["assignments"],
    resource: "assignment",
    access: { permission: "write_assignments" },
    params: assignmentParams,
    body: nothing,
    response: assignmentChange,
    handler: ({ context, params }) => reopenAssignment(context, params),
  }),
});
