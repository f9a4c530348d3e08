import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { distributionExample } from "@/lib/performance/analytics/examples";
import { getDistribution } from "@/lib/performance/analytics/get-distribution";
import { distributionRead } from "@/lib/performance/analytics/reads";
import { distribution, distributionQuery } from "@/lib/performance/analytics/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getDistribution",
    summary: "Get score distribution",
    description: "How many members have which score.",
    tags: ["analytics"],
    examples: { response: distributionExample },
    read: distributionRead,
    access: { permission: "view_analytics" },
    query: distributionQuery,
    response: distribution,
    handler: ({ context, query }) => getDistribution(context, { teamId: query.team_id }),
  }),
});
