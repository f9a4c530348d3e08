import { toApiUrl } from "@/lib/http/api-url";
import { definePagedRead } from "@/lib/http/define-read";
import type { userParams } from "@/lib/performance/summaries/schemas";
import type { auditLog, auditLogQuery, ownAuditLogQuery } from "./audit-log-schemas";
import type { proposalList, proposalsQuery } from "./proposal-schemas";

export const auditLogRead = definePagedRead<{
  query: typeof auditLogQuery;
  response: typeof auditLog;
}>("/api/performance/audit-log");

export const ownAuditLogRead = definePagedRead<{
  params: typeof userParams;
  query: typeof ownAuditLogQuery;
  response: typeof auditLog;
}>("/api/performance/user/{id}/audit-log");

export const proposalsRead = definePagedRead<{
  query: typeof proposalsQuery;
  response: typeof proposalList;
}>("/api/performance/proposals");

export function proposalsOptions() {
  return proposalsRead.pages({ limit: 50 });
}

/** Null leaves a filter out. */
export type AuditLogFilter = {
  readonly action: string | null;
  /** The first and the last local day. */
  readonly from: string | null;
  readonly to: string | null;
};

export function auditLogOptions(filter: AuditLogFilter) {
  return auditLogRead.pages({ limit: 50, ...filter });
}

export function ownAuditLogOptions(userId: number) {
  return ownAuditLogRead.pages({ id: userId, limit: 20 });
}

/** The URL that downloads the audit log with the filters of the page, newest first. */
export function getAuditExportUrl(filter: AuditLogFilter, format: "csv" | "json") {
  return toApiUrl("/api/performance/export/audit-log", { format, ...filter });
}
