import "server-only";
import type { Context, OrganizationSettings } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { serializeName, showsText } from "@/lib/performance/access/privacy-mode";
import { addDays, type LocalDate, startOfDay } from "@/lib/performance/domain/time/local-time";
import type { PerformanceLog } from "@/lib/performance/history/log-schemas";
import type { MemberEntry } from "@/lib/performance/ledger/queries/organization-entries";
import { serializeHistoryEntry } from "@/lib/performance/summaries/serializers";

/** An entry of the organization's ledger as the caller may see it. */
export function serializePerformanceLog(context: Context, entry: MemberEntry): PerformanceLog {
  const shown = showsText(context, entry.userId) ? entry : { ...entry, assignmentTitle: null };
  return {
    user_id: entry.userId,
    ...serializeName(context, entry),
    ...serializeHistoryEntry(shown),
  };
}

/**
 * The instants of whole local days, including the first and the last.
 *
 * @throws AppError `invalid_request` where the last day is before the first.
 */
export function parseDayRange(
  { timeZone }: OrganizationSettings,
  from: LocalDate | undefined,
  to: LocalDate | undefined,
): { readonly since: Date | null; readonly before: Date | null } {
  if (from !== undefined && to !== undefined && to < from) {
    throw new AppError("invalid_request", "The last day of the range is before its first day.", {
      invalidParams: [{ name: "to", reason: "must not be before from" }],
    });
  }
  return {
    since: from === undefined ? null : startOfDay(from, timeZone),
    before: to === undefined ? null : startOfDay(addDays(to, 1), timeZone),
  };
}
