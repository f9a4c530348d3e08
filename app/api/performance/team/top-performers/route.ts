import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { topPerformers, topPerformersQuery } from "@/lib/performance/schemas/team";
import { getTopPerformers } from "@/lib/performance/services/get-top-performers";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { permission: "view_team" },
    query: topPerformersQuery,
    response: topPerformers,
    handler: ({ context, query: { team_id: teamId, ...query } }) =>
      getTopPerformers(context, { teamId, ...query }),
  }),
});
