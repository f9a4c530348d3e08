import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { recordBatch } from "@/lib/performance/assignments/record-batch";
import { assignmentBatch, batchResults } from "@/lib/performance/assignments/write-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "recordAssignments",
    summary: "Create or update many assignments",
    description:
      "Up to 1,000, each merged as a single one, with its own result: a rejected one keeps no other back.",
    tags: ["assignments"],
    examples: {
      request: {
        assignments: [
          {
            external_id: "TICKET-42",
            assignee: "jane@acme.example",
            title: "Renew the certificate",
          },
        ],
      },
    },
    access: { permission: "write_assignments" },
    body: assignmentBatch,
    response: batchResults,
    handler: ({ context, body }) => recordBatch(context, body),
  }),
});
