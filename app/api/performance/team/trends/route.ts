import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getTeamTrends } from "@/lib/performance/analytics/get-team-trends";
import { teamTrendsRead } from "@/lib/performance/analytics/reads";
import { teamTrends, teamTrendsQuery } from "@/lib/performance/rankings/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getTeamTrends",
    summary: "Get team trends",
    description: "The mean score of the team by day.",
    tags: ["team"],
    read: teamTrendsRead,
    access: { permission: "view_team" },
    query: teamTrendsQuery,
    response: teamTrends,
    handler: ({ context, query: { team_id: teamId, ...query } }) =>
      getTeamTrends(context, { teamId, ...query }),
  }),
});
