import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import {
  auditExportFile,
  auditExportQuery,
} from "@/lib/performance/administration/audit-log-schemas";
import { exportAuditLog } from "@/lib/performance/administration/export-audit-log";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "exportAuditLog",
    summary: "Export audit log entries",
    tags: ["export"],
    access: { permission: "view_administration_log" },
    query: auditExportQuery,
    response: auditExportFile,
    handler: ({ context, query }) => exportAuditLog(context, query),
  }),
});
