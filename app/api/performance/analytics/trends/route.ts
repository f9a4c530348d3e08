import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getAnalyticsTrends } from "@/lib/performance/analytics/get-analytics-trends";
import { analyticsTrendsRead } from "@/lib/performance/analytics/reads";
import { analyticsTrends, analyticsTrendsQuery } from "@/lib/performance/analytics/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    read: analyticsTrendsRead,
    access: { permission: "view_analytics" },
    query: analyticsTrendsQuery,
    response: analyticsTrends,
    handler: ({ context, query }) => getAnalyticsTrends(context, query),
  }),
});
