import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { auditLog, auditLogQuery } from "@/lib/performance/administration/audit-log-schemas";
import { getAuditLog } from "@/lib/performance/administration/list-audit-log";
import { auditLogRead } from "@/lib/performance/administration/reads";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getAuditLog",
    summary: "List audit log entries",
    description: "Who changed what about members, settings and credentials, the newest first.",
    tags: ["organization"],
    read: auditLogRead,
    access: { permission: "view_administration_log" },
    query: auditLogQuery,
    response: auditLog,
    handler: ({ context, query }) => getAuditLog(context, query),
  }),
});
