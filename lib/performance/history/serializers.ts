import "server-only";
import type { Context } from "@/lib/context";
import { serializeName, showsText } from "@/lib/performance/access/privacy-mode";
import type { PerformanceLog } from "@/lib/performance/history/log-schemas";
import type { MemberEntry } from "@/lib/performance/ledger/queries/organization-entries";
import { serializeHistoryEntry, serializeWork } from "@/lib/performance/summaries/serializers";

/** An entry of the organization's ledger as the caller may see it. */
export function serializePerformanceLog(context: Context, entry: MemberEntry): PerformanceLog {
  const shown = showsText(context, entry.userId) ? entry : { ...entry, assignmentTitle: null };
  return {
    user_id: entry.userId,
    ...serializeName(context, entry),
    ...serializeHistoryEntry(shown),
    work: entry.fact === null ? null : serializeWork(entry.fact),
  };
}
