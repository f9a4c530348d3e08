import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { revokeShareLink } from "@/lib/auth/share-links/revoke-share-link";
import { shareLinkParams } from "@/lib/auth/share-links/schemas";
import { removed } from "@/lib/performance/members/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  DELETE: route({
    operationId: "revokeShareLink",
    summary: "Revoke a share link",
    tags: ["share-links"],
    access: "signed_in",
    params: shareLinkParams,
    response: removed,
    handler: async ({ context, params }) => {
      await revokeShareLink(context, params);
      return params;
    },
  }),
});
