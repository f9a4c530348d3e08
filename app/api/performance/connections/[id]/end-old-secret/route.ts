import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { nothing } from "@/lib/performance/assignments/write-schemas";
import { endOldSecret } from "@/lib/performance/connections/change-connection";
import { connection, connectionParams } from "@/lib/performance/connections/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "endOldConnectionSecret",
    summary: "End the old secret of a connection",
    description: "The secret before the last rotation ends at once.",
    tags: ["connections"],
    resource: "connection",
    access: { permission: "manage_organization" },
    params: connectionParams,
    body: nothing,
    response: connection,
    handler: ({ context, params }) => endOldSecret(context, params),
  }),
});
