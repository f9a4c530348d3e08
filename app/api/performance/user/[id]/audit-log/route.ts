import { methods } from "@/lib/api/methods";
import { route } from "@/lib/api/route";
import { auditLog, ownAuditLogQuery } from "@/lib/performance/administration/audit-log-schemas";
import { getOwnAuditLog } from "@/lib/performance/administration/list-audit-log";
import { ownAuditLogRead } from "@/lib/performance/administration/reads";
import { userParams } from "@/lib/performance/summaries/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route({
    operationId: "getOwnAuditLog",
    summary: "List audit log entries about you",
    description: "The entries about you, and changes of settings and policy, the newest first.",
    tags: ["user"],
    read: ownAuditLogRead,
    access: { own: "id", or: null },
    params: userParams,
    query: ownAuditLogQuery,
    response: auditLog,
    handler: ({ context, params, query }) =>
      getOwnAuditLog(context, { userId: params.id, ...query }),
  }),
});
