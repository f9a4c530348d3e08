import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { revokeShareLink } from "@/lib/auth/revoke-share-link";
import { credentialParams } from "@/lib/performance/schemas/account";
import { removed } from "@/lib/performance/schemas/members";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route({
    access: "signed_in",
    params: credentialParams,
    response: removed,
    handler: async ({ context, params }) => {
      await revokeShareLink(context, params);
      return params;
    },
  }),
});
