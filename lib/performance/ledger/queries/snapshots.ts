import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { selectRows } from "@/lib/db/select-rows";
import type { Snapshot } from "@/lib/performance/domain/ledger/snapshots";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { cumulativeSums, dailySums, readSums, selectSums } from "./sum-columns";

/** From which local day on a member's snapshots are wanted. */
export type SnapshotsFilter = { readonly userId: number; readonly from: LocalDate };

/** Each member's snapshots from a day on, ascending. */
export async function listSnapshotsFrom(
  database: Database | Transaction,
  organizationId: number,
  wanted: readonly SnapshotsFilter[],
): Promise<ReadonlyMap<number, readonly Snapshot[]>> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom(
        unnestRows("wanted", {
          user_id: ["int4", wanted.map(({ userId }) => userId)],
          from_date: ["date", wanted.map(({ from }) => from)],
        }),
      )
      .innerJoin("performance_snapshots as snapshot", (join) =>
        join
          .on("snapshot.organization_id", "=", organizationId)
          .onRef("snapshot.user_id", "=", "wanted.user_id")
          .onRef("snapshot.snapshot_date", ">=", "wanted.from_date"),
      )
      .select([
        ...(["snapshot.user_id", "snapshot.snapshot_date"] as const),
        "snapshot.daily_performance_score",
        "snapshot.cumulative_performance_score",
        selectSums(dailySums, "snapshot").as("daily_sums"),
        selectSums(cumulativeSums, "snapshot").as("cumulative_sums"),
      ])
      .orderBy("snapshot.user_id")
      .orderBy("snapshot.snapshot_date"),
  );
  const snapshots = new Map<number, Snapshot[]>();
  for (const row of rows) {
    const ofMember = snapshots.get(row.user_id) ?? [];
    ofMember.push({
      date: row.snapshot_date,
      day: readSums(row.daily_sums),
      cumulative: readSums(row.cumulative_sums),
      dailyScore: row.daily_performance_score,
      cumulativeScore: row.cumulative_performance_score,
    });
    snapshots.set(row.user_id, ofMember);
  }
  return snapshots;
}
