import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { revokeServiceAccount } from "@/lib/auth/service-accounts/revoke-service-account";
import { serviceAccountParams } from "@/lib/auth/service-accounts/schemas";
import { removed } from "@/lib/performance/members/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route({
    operationId: "revokeServiceAccount",
    summary: "Revoke a service account",
    description: "Its tokens end at once. Its name stays in the records.",
    tags: ["service-accounts"],
    access: { permission: "manage_tokens" },
    params: serviceAccountParams,
    response: removed,
    handler: async ({ context, params }) => {
      await revokeServiceAccount(context, params);
      return params;
    },
  }),
});
