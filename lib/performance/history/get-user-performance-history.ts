import "server-only";
import type { Context } from "@/lib/context";
import { showsIndividuals, showsText } from "@/lib/performance/access/privacy-mode";
import { requireMember } from "@/lib/performance/access/require-member";
import { findContestObstacle } from "@/lib/performance/domain/contests/contest-rules";
import { toDateRange } from "@/lib/performance/domain/time/date-range";
import { startOfDay } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  type HistoryEntry,
  listContestableEntries,
} from "@/lib/performance/ledger/queries/contested-entries";
import { countMemberEntries } from "@/lib/performance/ledger/queries/ledger-entries";
import { createEntryCursor, parseEntryCursor } from "@/lib/performance/pagination/list-cursor";
import type {
  ContestableEntry,
  HistoryQuery,
  UserHistory,
} from "@/lib/performance/summaries/schemas";
import {
  serializeAsOf,
  serializeHistoryEntry,
  serializeWork,
} from "@/lib/performance/summaries/serializers";

export type HistoryInput = Partial<HistoryQuery> & { readonly userId: MemberId };

/**
 * A member's ledger of the last local days, filtered, newest first.
 *
 * @throws AppError `forbidden`, `not_found`, or `invalid_request` for a cursor that no page of this list returned.
 */
export async function getUserPerformanceHistory(
  context: Context,
  { userId, days = 30, limit = 100, cursor, ...selection }: HistoryInput,
): Promise<UserHistory> {
  const { organizationId, organization, database, now } = context;
  await requireMember(context, userId, "history");
  const since = startOfDay(
    toDateRange(now, days, organization.timeZone).from,
    organization.timeZone,
  );
  const after = cursor === undefined ? null : parseEntryCursor(cursor);
  const filter = { since, ...toEntryFilter(selection) };
  const [found, counted] = await Promise.all([
    listContestableEntries(database, organizationId, userId, {
      ...filter,
      after,
      limit: limit + 1,
    }),
    countMemberEntries(database, organizationId, userId, filter),
  ]);
  const entries = found.slice(0, limit);
  const last = entries.at(-1);
  return {
    user_id: userId,
    period_days: days,
    total_entries: counted.total,
    entries: entries.map((entry) => serializeEntry(context, userId, entry)),
    next_cursor: found.length > limit && last !== undefined ? createEntryCursor(last) : null,
    as_of: serializeAsOf(context, counted),
  };
}

type EntrySelection = Pick<
  HistoryInput,
  "kind" | "entry_id" | "assignment_id" | "evidence" | "only"
>;

function toEntryFilter({
  kind,
  entry_id: entry,
  assignment_id: assignment,
  evidence,
  only,
}: EntrySelection) {
  return {
    kind,
    entryId: entry === undefined ? undefined : BigInt(entry),
    assignmentId: assignment === undefined ? undefined : BigInt(assignment),
    evidence,
    only,
  };
}

function serializeEntry(context: Context, userId: MemberId, entry: HistoryEntry): ContestableEntry {
  const withText = showsText(context, userId);
  const isOwn = context.actor.userId === userId;
  return {
    ...serializeHistoryEntry(withText ? entry : { ...entry, assignmentTitle: null }),
    work: entry.fact === null ? null : serializeWork(entry.fact),
    contestable:
      isOwn &&
      showsIndividuals(context) &&
      entry.contest?.status !== "open" &&
      findContestObstacle(entry) === null,
    contest: entry.contest,
  };
}
