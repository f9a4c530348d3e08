import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { userParams, userSummary } from "@/lib/performance/schemas/user";
import { getUserPerformanceSummary } from "@/lib/performance/services/get-user-performance-summary";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    access: { own: "id", or: "view_team" },
    params: userParams,
    response: userSummary,
    handler: ({ context, params }) => getUserPerformanceSummary(context, { userId: params.id }),
  }),
});
