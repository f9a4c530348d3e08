import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { sharedBadgeParams, sharedBadgeQuery } from "@/lib/auth/share-links/schemas";
import { svgImage } from "@/lib/http/svg-image";
import { drawBadge } from "@/lib/performance/achievements/badge-image";
import { getSharedBadge } from "@/lib/performance/achievements/get-shared-badge";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getSharedBadge",
    summary: "Get a badge image",
    description: "A badge that the member holds, for other sites.",
    tags: ["user"],
    access: { shared: "badges" },
    params: sharedBadgeParams,
    query: sharedBadgeQuery,
    response: svgImage,
    handler: async ({ context, params, query }) => {
      const badge = await getSharedBadge(context, { userId: params.id, name: params.file });
      return drawBadge(badge, { language: query.lang, timeZone: context.organization.timeZone });
    },
  }),
});
