import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getLeaderboard } from "@/lib/performance/rankings/get-leaderboard";
import { leaderboardRead } from "@/lib/performance/rankings/reads";
import { leaderboard, leaderboardQuery } from "@/lib/performance/rankings/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getLeaderboard",
    summary: "Get leaderboard",
    description: "Ranks with ties and movement, by current score or by the score of a period.",
    tags: ["team"],
    read: leaderboardRead,
    access: { own: "around", or: "view_team" },
    query: leaderboardQuery,
    response: leaderboard,
    handler: ({ context, query: { team_id: teamId, ...query } }) =>
      getLeaderboard(context, { teamId, ...query }),
  }),
});
