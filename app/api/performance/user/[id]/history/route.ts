import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { getUserPerformanceHistory } from "@/lib/performance/history/get-user-performance-history";
import { userHistoryRead } from "@/lib/performance/history/reads";
import { historyQuery, userHistory, userParams } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    read: userHistoryRead,
    access: { own: "id", or: "view_team" },
    params: userParams,
    query: historyQuery,
    response: userHistory,
    handler: ({ context, params, query }) =>
      getUserPerformanceHistory(context, { userId: params.id, ...query }),
  }),
});
