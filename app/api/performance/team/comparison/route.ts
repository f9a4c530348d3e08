import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { comparison, comparisonQuery } from "@/lib/performance/schemas/team";
import { compareTeamPerformance } from "@/lib/performance/services/compare-team-performance";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { own: "user_id_1", or: "view_team" },
    query: comparisonQuery,
    response: comparison,
    handler: ({ context, query }) =>
      compareTeamPerformance(context, {
        userId1: query.user_id_1,
        userId2: query.user_id_2,
        days: query.days,
      }),
  }),
});
