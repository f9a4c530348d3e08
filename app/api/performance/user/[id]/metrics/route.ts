import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getUserMetrics } from "@/lib/performance/summaries/get-user-metrics";
import { userMetrics, userParams } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { own: "id", or: "view_team" },
    params: userParams,
    response: userMetrics,
    handler: ({ context, params }) => getUserMetrics(context, { userId: params.id }),
  }),
});
