import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { userSummaryResponseExample } from "@/lib/performance/summaries/examples";
import { getUserPerformanceSummary } from "@/lib/performance/summaries/get-user-performance-summary";
import { userParams, userSummaryResponse } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getUserPerformance",
    summary: "Get performance",
    tags: ["user"],
    examples: { response: userSummaryResponseExample },
    access: { own: "id", or: "view_team" },
    params: userParams,
    response: userSummaryResponse,
    handler: ({ context, params }) => getUserPerformanceSummary(context, { userId: params.id }),
  }),
});
