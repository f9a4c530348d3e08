import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { userTrendsExample } from "@/lib/performance/summaries/examples";
import { getPerformanceTrends } from "@/lib/performance/summaries/get-performance-trends";
import { userTrendsRead } from "@/lib/performance/summaries/reads";
import { trendsQuery, userParams } from "@/lib/performance/summaries/schemas";
import { userTrends } from "@/lib/performance/summaries/trend-schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getUserTrends",
    summary: "Get performance trends",
    description: "The member's score and ratios by day. Ratios are in percent.",
    tags: ["user"],
    examples: { response: userTrendsExample },
    read: userTrendsRead,
    access: { own: "id", or: "view_team" },
    params: userParams,
    query: trendsQuery,
    response: userTrends,
    handler: ({ context, params, query }) =>
      getPerformanceTrends(context, { userId: params.id, ...query }),
  }),
});
