import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { userSummaryExample } from "@/lib/performance/summaries/examples";
import { getUserPerformanceSummary } from "@/lib/performance/summaries/get-user-performance-summary";
import { userParams, userSummary } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getUserPerformance",
    summary: "Get performance",
    tags: ["user"],
    examples: { response: userSummaryExample },
    access: { own: "id", or: "view_team" },
    params: userParams,
    response: userSummary,
    handler: ({ context, params }) => getUserPerformanceSummary(context, { userId: params.id }),
  }),
});
