import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { teamExample } from "@/lib/performance/rankings/examples";
import { getTeamPerformanceSummary } from "@/lib/performance/rankings/get-team-performance-summary";
import { teamRead } from "@/lib/performance/rankings/reads";
import { team, teamQuery } from "@/lib/performance/rankings/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getTeam",
    summary: "Get team performance",
    description: "Of a team, or of every member you see, by rank.",
    tags: ["team"],
    examples: { response: teamExample },
    read: teamRead,
    access: { permission: "view_team" },
    query: teamQuery,
    response: team,
    handler: ({ context, query: { team_id: teamId, ...query } }) =>
      getTeamPerformanceSummary(context, { teamId, ...query }),
  }),
});
