import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { distribution, distributionQuery } from "@/lib/performance/schemas/analytics";
import { getDistribution } from "@/lib/performance/services/get-distribution";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { permission: "view_analytics" },
    query: distributionQuery,
    response: distribution,
    handler: ({ context, query }) => getDistribution(context, { teamId: query.team_id }),
  }),
});
