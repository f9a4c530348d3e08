import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { drawBadge } from "@/lib/badge-picture";
import { sharedBadgeParams, sharedBadgeQuery } from "@/lib/performance/schemas/share-links";
import { getSharedBadge } from "@/lib/performance/services/get-shared-badge";
import { picture } from "@/lib/picture";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { shared: "badges" },
    params: sharedBadgeParams,
    query: sharedBadgeQuery,
    response: picture,
    handler: async ({ context, params, query }) => {
      const badge = await getSharedBadge(context, { userId: params.id, name: params.file });
      return drawBadge(badge, { language: query.lang, timeZone: context.organization.timeZone });
    },
  }),
});
