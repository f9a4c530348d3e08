import { parseDay } from "@/components/history/logs-view";
import type { ReadParameter } from "@/components/shared/search-parameters";
import type { AuditLogFilter } from "@/lib/performance/administration/reads";
import { isAuditAction } from "@/lib/performance/domain/audit/audit-actions";

/** The filter that the URL describes. Invalid values are ignored. */
export function parseAuditLogView(read: ReadParameter): AuditLogFilter {
  const action = read("action");
  return {
    action: action !== null && isAuditAction(action) ? action : null,
    from: parseDay(read("from")),
    to: parseDay(read("to")),
  };
}

export function isBackwards({ from, to }: AuditLogFilter): boolean {
  return from !== null && to !== null && to < from;
}
