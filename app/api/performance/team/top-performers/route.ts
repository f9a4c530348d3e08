import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { topPerformersExample } from "@/lib/performance/rankings/examples";
import { getTopPerformers } from "@/lib/performance/rankings/get-top-performers";
import { topPerformers, topPerformersQuery } from "@/lib/performance/rankings/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getTopPerformers",
    summary: "List top performers",
    tags: ["team"],
    examples: { response: topPerformersExample },
    access: { permission: "view_team" },
    query: topPerformersQuery,
    response: topPerformers,
    handler: ({ context, query: { team_id: teamId, ...query } }) =>
      getTopPerformers(context, { teamId, ...query }),
  }),
});
