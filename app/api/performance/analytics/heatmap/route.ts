import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { heatmap, heatmapQuery } from "@/lib/performance/schemas/analytics";
import { getHeatmap } from "@/lib/performance/services/get-heatmap";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { permission: "view_analytics" },
    query: heatmapQuery,
    response: heatmap,
    handler: ({ context, query }) => getHeatmap(context, query),
  }),
});
