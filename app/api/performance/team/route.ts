import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getTeamPerformanceSummary } from "@/lib/performance/rankings/get-team-performance-summary";
import { teamRead } from "@/lib/performance/rankings/reads";
import { team, teamQuery } from "@/lib/performance/rankings/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    read: teamRead,
    access: { permission: "view_team" },
    query: teamQuery,
    response: team,
    handler: ({ context, query: { team_id: teamId, ...query } }) =>
      getTeamPerformanceSummary(context, { teamId, ...query }),
  }),
});
