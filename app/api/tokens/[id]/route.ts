import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { tokenParams } from "@/lib/auth/account-schemas";
import { revokeToken } from "@/lib/auth/tokens/revoke-token";
import { removed } from "@/lib/performance/members/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route({
    operationId: "revokeToken",
    summary: "Revoke a token",
    tags: ["account"],
    access: "signed_in",
    params: tokenParams,
    response: removed,
    handler: async ({ context, params }) => {
      await revokeToken(context, params);
      return params;
    },
  }),
});
