import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getHeatmap } from "@/lib/performance/analytics/get-heatmap";
import { heatmapRead } from "@/lib/performance/analytics/reads";
import { heatmap, heatmapQuery } from "@/lib/performance/analytics/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getHeatmap",
    summary: "Get completion heatmap",
    description: "Completions and on-time ratio by weekday and hour.",
    tags: ["analytics"],
    read: heatmapRead,
    access: { permission: "view_analytics" },
    query: heatmapQuery,
    response: heatmap,
    handler: ({ context, query }) => getHeatmap(context, query),
  }),
});
