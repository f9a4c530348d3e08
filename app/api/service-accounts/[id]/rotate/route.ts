import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { rotateServiceAccount } from "@/lib/auth/service-accounts/rotate-service-account";
import {
  rotation,
  serviceAccountParams,
  serviceAccountWithToken,
} from "@/lib/auth/service-accounts/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route({
    operationId: "rotateServiceAccount",
    summary: "Rotate the token of a service account",
    description:
      "Adds a token. The newest one before it works on for `overlap_hours`, older ones end at once: at most two work.",
    tags: ["service-accounts"],
    examples: { request: { overlap_hours: 24, days: 90 } },
    access: { permission: "manage_tokens" },
    params: serviceAccountParams,
    body: rotation,
    response: serviceAccountWithToken,
    status: 201,
    handler: ({ context, params, body }) => rotateServiceAccount(context, { ...params, ...body }),
  }),
});
