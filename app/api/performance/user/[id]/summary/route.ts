import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { userSummaryResponseExample } from "@/lib/performance/summaries/examples";
import { getUserPerformanceSummary } from "@/lib/performance/summaries/get-user-performance-summary";
import { userSummaryRead } from "@/lib/performance/summaries/reads";
import { userParams, userSummaryResponse } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getUserSummary",
    summary: "Get performance summary",
    description: "The same as without `/summary`.",
    tags: ["user"],
    examples: { response: userSummaryResponseExample },
    read: userSummaryRead,
    access: { own: "id", or: "view_team" },
    params: userParams,
    response: userSummaryResponse,
    handler: ({ context, params }) => getUserPerformanceSummary(context, { userId: params.id }),
  }),
});
