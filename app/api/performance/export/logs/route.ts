import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { exportLogs } from "@/lib/performance/exports/export-logs";
import { logsExportFile, logsExportQuery } from "@/lib/performance/exports/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "exportLogs",
    summary: "Export ledger entries",
    tags: ["export"],
    access: { permission: "view_audit_log" },
    query: logsExportQuery,
    response: logsExportFile,
    handler: ({ context, query }) => exportLogs(context, query),
  }),
});
