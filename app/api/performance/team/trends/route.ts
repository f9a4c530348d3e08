import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { teamTrends, teamTrendsQuery } from "@/lib/performance/schemas/team";
import { getTeamTrends } from "@/lib/performance/services/get-team-trends";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { permission: "view_team" },
    query: teamTrendsQuery,
    response: teamTrends,
    handler: ({ context, query: { team_id: teamId, ...query } }) =>
      getTeamTrends(context, { teamId, ...query }),
  }),
});
