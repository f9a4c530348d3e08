import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getAnalyticsTeams } from "@/lib/performance/analytics/get-analytics-teams";
import { analyticsTeamsRead } from "@/lib/performance/analytics/reads";
import { analyticsTeams, analyticsTeamsQuery } from "@/lib/performance/analytics/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getAnalyticsTeams",
    summary: "List team averages",
    description: "The size of each team, and its means.",
    tags: ["analytics"],
    read: analyticsTeamsRead,
    access: { permission: "view_analytics" },
    query: analyticsTeamsQuery,
    response: analyticsTeams,
    handler: ({ context, query }) => getAnalyticsTeams(context, query),
  }),
});
