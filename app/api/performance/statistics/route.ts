import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { statisticsExample } from "@/lib/performance/analytics/examples";
import { getStatistics } from "@/lib/performance/analytics/get-statistics";
import { statisticsRead } from "@/lib/performance/analytics/reads";
import { statistics } from "@/lib/performance/analytics/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getStatistics",
    summary: "Get score statistics",
    description: "Mean, median, deviation and range of the scores.",
    tags: ["analytics"],
    examples: { response: statisticsExample },
    read: statisticsRead,
    access: { permission: "view_analytics" },
    response: statistics,
    handler: ({ context }) => getStatistics(context),
  }),
});
