import "server-only";
import type { Context } from "@/lib/context";
import { startOfDay } from "@/lib/performance/domain/local-time";
import { periodOf } from "@/lib/performance/domain/period";
import { showsText } from "@/lib/performance/privacy";
import { countMemberEntries, listMemberEntries } from "@/lib/performance/queries/ledger-entries";
import type { UserHistory } from "@/lib/performance/schemas/user";
import { historyEntryOf } from "@/lib/performance/serializers";
import { entryCursorOf, parseEntryCursor } from "./list-cursor";
import { requireMember } from "./require-member";

export type HistoryInput = {
  readonly userId: number;
  readonly days?: number;
  readonly limit?: number;
  readonly cursor?: string | undefined;
};

/**
 * A member's ledger of the last local days, newest first.
 *
 * @throws AppError `forbidden`, `not_found`, or `invalid_request` for a cursor that none of these pages gave.
 */
export async function getUserPerformanceHistory(
  context: Context,
  { userId, days = 30, limit = 100, cursor }: HistoryInput,
): Promise<UserHistory> {
  const { organizationId, organization, database, now } = context;
  await requireMember(context, userId, "history");
  const since = startOfDay(periodOf(now, days, organization.timeZone).from, organization.timeZone);
  const after = cursor === undefined ? null : parseEntryCursor(cursor);
  const [found, total] = await Promise.all([
    listMemberEntries(database, organizationId, userId, { since, after, limit: limit + 1 }),
    countMemberEntries(database, organizationId, userId, since),
  ]);
  const withText = showsText(context, userId);
  const entries = found.slice(0, limit);
  const last = entries.at(-1);
  return {
    user_id: userId,
    period_days: days,
    total_entries: total,
    entries: entries.map((entry) =>
      historyEntryOf(withText ? entry : { ...entry, assignmentTitle: null }),
    ),
    next_cursor: found.length > limit && last !== undefined ? entryCursorOf(last) : null,
  };
}
