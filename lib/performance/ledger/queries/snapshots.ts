import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { toPrismaSql } from "@/lib/db/prisma-fragment";
import type { Snapshot } from "@/lib/performance/domain/ledger/snapshots";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { cumulativeSums, dailySums, selectSums, toSums } from "./sum-columns";

/** From which local day on a member's snapshots are wanted. */
export type SnapshotsFilter = { readonly userId: number; readonly from: LocalDate };

/** Each member's snapshots from a day on, ascending. */
export async function listSnapshotsFrom(
  database: Database | Transaction,
  organizationId: number,
  wanted: readonly SnapshotsFilter[],
): Promise<ReadonlyMap<number, readonly Snapshot[]>> {
  const rows = await database.$queryRaw<SnapshotRow[]>(Prisma.sql`
    SELECT snapshot.user_id, snapshot_date::text AS date,
      ${toPrismaSql(selectSums(dailySums, "snapshot"))} AS day, ${toPrismaSql(selectSums(cumulativeSums, "snapshot"))} AS cumulative,
      daily_performance_score AS daily_score, cumulative_performance_score AS cumulative_score
    FROM unnest(${wanted.map(({ userId }) => userId)}::int[],
      ${wanted.map(({ from }) => from)}::date[]) AS wanted (user_id, from_date)
    JOIN performance_snapshots AS snapshot ON snapshot.organization_id = ${organizationId}
      AND snapshot.user_id = wanted.user_id AND snapshot_date >= wanted.from_date
    ORDER BY snapshot.user_id, snapshot_date`);
  const snapshots = new Map<number, Snapshot[]>();
  for (const row of rows) {
    const ofMember = snapshots.get(row.user_id) ?? [];
    ofMember.push(readSnapshot(row));
    snapshots.set(row.user_id, ofMember);
  }
  return snapshots;
}

type SnapshotRow = {
  user_id: number;
  date: string;
  day: number[];
  cumulative: number[];
  daily_score: number | null;
  cumulative_score: number | null;
};

function readSnapshot(row: SnapshotRow): Snapshot {
  return {
    date: row.date,
    day: toSums(row.day),
    cumulative: toSums(row.cumulative),
    dailyScore: row.daily_score,
    cumulativeScore: row.cumulative_score,
  };
}
