import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { performanceLogsExample } from "@/lib/performance/history/examples";
import { getPerformanceLogs } from "@/lib/performance/history/get-performance-logs";
import { logsQuery, performanceLogs } from "@/lib/performance/history/log-schemas";
import { logsRead } from "@/lib/performance/history/reads";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getPerformanceLogs",
    summary: "List ledger entries",
    description: "Of the whole organization, newest first.",
    tags: ["logs"],
    examples: { response: performanceLogsExample },
    read: logsRead,
    access: { own: "user_id", or: "view_audit_log" },
    query: logsQuery,
    response: performanceLogs,
    handler: ({ context, query }) => getPerformanceLogs(context, query),
  }),
});
