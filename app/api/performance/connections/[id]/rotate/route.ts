import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { rotateConnectionSecret } from "@/lib/performance/connections/change-connection";
import {
  connectionParams,
  connectionWithSecret,
  secretRotation,
} from "@/lib/performance/connections/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "rotateConnectionSecret",
    summary: "Rotate the secret of a connection",
    description:
      "Adds a secret. The one in use works on for `overlap_hours`, older ones end at once: at most two work.",
    tags: ["connections"],
    examples: { request: { overlap_hours: 24 } },
    resource: "connection",
    access: { permission: "manage_organization" },
    params: connectionParams,
    body: secretRotation,
    response: connectionWithSecret,
    status: 201,
    handler: ({ context, params, body }) => rotateConnectionSecret(context, { ...params, ...body }),
  }),
});
