import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { compareTeamPerformance } from "@/lib/performance/rankings/compare-team-performance";
import { comparisonExample } from "@/lib/performance/rankings/examples";
import { comparisonRead } from "@/lib/performance/rankings/reads";
import { comparison, comparisonQuery } from "@/lib/performance/rankings/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "compareTeamPerformance",
    summary: "Compare two members",
    description: "Or a member with the average.",
    tags: ["team"],
    examples: { response: comparisonExample },
    read: comparisonRead,
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
