import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { userHistoryExample } from "@/lib/performance/history/examples";
import { getUserPerformanceHistory } from "@/lib/performance/history/get-user-performance-history";
import { userHistoryRead } from "@/lib/performance/history/reads";
import { historyQuery, userHistory, userParams } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getUserHistory",
    summary: "List performance history",
    description: "The member's ledger, newest entry first.",
    tags: ["user"],
    examples: { response: userHistoryExample },
    read: userHistoryRead,
    access: { own: "id", or: "view_team" },
    params: userParams,
    query: historyQuery,
    response: userHistory,
    handler: ({ context, params, query }) =>
      getUserPerformanceHistory(context, { userId: params.id, ...query }),
  }),
});
