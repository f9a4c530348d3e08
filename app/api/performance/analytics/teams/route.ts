import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { analyticsTeams, analyticsTeamsQuery } from "@/lib/performance/schemas/analytics";
import { getAnalyticsTeams } from "@/lib/performance/services/get-analytics-teams";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { permission: "view_analytics" },
    query: analyticsTeamsQuery,
    response: analyticsTeams,
    handler: ({ context, query }) => getAnalyticsTeams(context, query),
  }),
});
