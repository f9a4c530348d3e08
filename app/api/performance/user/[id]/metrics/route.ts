import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { userMetricsExample } from "@/lib/performance/summaries/examples";
import { getUserMetrics } from "@/lib/performance/summaries/get-user-metrics";
import { userMetrics, userParams } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getUserMetrics",
    summary: "Get performance metrics",
    tags: ["user"],
    examples: { response: userMetricsExample },
    access: { own: "id", or: "view_team" },
    params: userParams,
    response: userMetrics,
    handler: ({ context, params }) => getUserMetrics(context, { userId: params.id }),
  }),
});
