import "server-only";
import type { Context } from "@/lib/context";
import { requireMember } from "@/lib/performance/access/require-member";
import type { Snapshot } from "@/lib/performance/domain/ledger/snapshots";
import { computeMetrics } from "@/lib/performance/domain/scoring/metrics";
import { toDateRange } from "@/lib/performance/domain/time/date-range";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { UserSnapshots } from "@/lib/performance/history/snapshot-schemas";
import { findMemberNewestEntry } from "@/lib/performance/ledger/queries/member-summary";
import { listSnapshotsFrom } from "@/lib/performance/ledger/queries/snapshots";
import { serializeAsOf, toScore } from "@/lib/performance/summaries/serializers";

/**
 * A member's local days with a completion, ascending.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function getUserSnapshots(
  context: Context,
  { userId, days = 30 }: { readonly userId: MemberId; readonly days?: number },
): Promise<UserSnapshots> {
  const { database, organizationId, organization, now } = context;
  await requireMember(context, userId, "snapshots");
  const { from, to } = toDateRange(now, days, organization.timeZone);
  const newest = await findMemberNewestEntry(database, organizationId, userId);
  const found = await listSnapshotsFrom(database, organizationId, [{ userId, from }]);
  const snapshots = (found.get(userId) ?? []).filter(({ date }) => date <= to);
  return {
    user_id: userId,
    period_days: days,
    snapshots: snapshots.map(toSnapshot),
    as_of: serializeAsOf(context, newest),
  };
}

export function toSnapshot(snapshot: Snapshot): UserSnapshots["snapshots"][number] {
  return {
    date: snapshot.date,
    tasks_completed_today: snapshot.day.tasks,
    cumulative_tasks: snapshot.cumulative.tasks,
    daily_on_time_ratio: computeMetrics(snapshot.day).onTimeRatio.value,
    cumulative_on_time_ratio: computeMetrics(snapshot.cumulative).onTimeRatio.value,
    daily_performance_score: toScore(snapshot.dailyScore),
    cumulative_performance_score: toScore(snapshot.cumulativeScore),
  };
}
