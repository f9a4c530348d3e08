import { Accepted } from "@/lib/api/accepted";
import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import {
  deleteAssignmentByExternalId,
  getAssignmentByExternalId,
  toWholeAssignment,
} from "@/lib/performance/assignments/external-ids/by-external-id";
import {
  recordAssignment,
  recordAssignmentAsync,
} from "@/lib/performance/assignments/record-assignment";
import { assignment } from "@/lib/performance/assignments/schemas";
import {
  assignmentChange,
  deliveredAssignment,
  externalIdParams,
  recordedAssignment,
  recordingQuery,
  replacedAssignment,
} from "@/lib/performance/assignments/write-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getAssignmentByExternalId",
    summary: "Get an assignment by its key",
    description:
      "The key is the `external_id` of your system. For those who may write the assignment; where names are hidden, only for those who created it, and those who may read the organization.",
    tags: ["assignments"],
    resource: "assignment_by_external_id",
    access: { permission: "write_assignments" },
    params: externalIdParams,
    response: assignment,
    handler: ({ context, params }) =>
      getAssignmentByExternalId(context, { externalId: params.external_id }),
  }),
  PUT: route({
    operationId: "replaceAssignment",
    summary: "Replace an assignment by its key",
    description:
      "Creates the assignment, or replaces all of it: what the body leaves out is cleared. Without a `status`, it is completed if `completed_at` is sent, and else open. To keep what you leave out, use `POST /api/performance/assignments`.",
    tags: ["assignments"],
    examples: {
      request: { user_id: 5, title: "Renew the certificate", due_at: "2024-05-17" },
    },
    resource: "assignment_by_external_id",
    access: { permission: "write_assignments" },
    params: externalIdParams,
    query: recordingQuery,
    body: replacedAssignment,
    response: recordedAssignment,
    accepted: deliveredAssignment,
    handler: async ({ context, params, query, body }) => {
      const whole = toWholeAssignment(params.external_id, body);
      return query.wait
        ? recordAssignment(context, whole)
        : Accepted.of(deliveredAssignment, await recordAssignmentAsync(context, whole));
    },
  }),
  DELETE: route({
    operationId: "deleteAssignmentByExternalId",
    summary: "Delete an assignment by its key",
    description: "By its key in your system. Appends a reversal if the assignment counted.",
    tags: ["assignments"],
    resource: "assignment_by_external_id",
    access: { permission: "write_assignments" },
    params: externalIdParams,
    response: assignmentChange,
    handler: ({ context, params }) =>
      deleteAssignmentByExternalId(context, { externalId: params.external_id }),
  }),
});
