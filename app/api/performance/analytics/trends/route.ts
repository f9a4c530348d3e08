import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { analyticsTrendsExample } from "@/lib/performance/analytics/examples";
import { getAnalyticsTrends } from "@/lib/performance/analytics/get-analytics-trends";
import { analyticsTrendsRead } from "@/lib/performance/analytics/reads";
import { analyticsTrends, analyticsTrendsQuery } from "@/lib/performance/analytics/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getAnalyticsTrends",
    summary: "List trends",
    description: "The trend of each member, and the organization's mean by day.",
    tags: ["analytics"],
    examples: { response: analyticsTrendsExample },
    read: analyticsTrendsRead,
    access: { permission: "view_analytics" },
    query: analyticsTrendsQuery,
    response: analyticsTrends,
    handler: ({ context, query }) => getAnalyticsTrends(context, query),
  }),
});
