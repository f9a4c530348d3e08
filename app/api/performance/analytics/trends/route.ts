import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { analyticsTrends, analyticsTrendsQuery } from "@/lib/performance/schemas/analytics";
import { getAnalyticsTrends } from "@/lib/performance/services/get-analytics-trends";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { permission: "view_analytics" },
    query: analyticsTrendsQuery,
    response: analyticsTrends,
    handler: ({ context, query }) => getAnalyticsTrends(context, query),
  }),
});
