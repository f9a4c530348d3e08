import "server-only";
import type { RawBuilder } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { copyColumns, defineRowset, unnestRows } from "@/lib/db/rowsets";
import { selectRows } from "@/lib/db/select-rows";
import type { Snapshot } from "@/lib/performance/domain/ledger/snapshots";
import { computeMetrics } from "@/lib/performance/domain/scoring/metrics";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  cumulativeSums,
  dailySums,
  listSumColumns,
  readSums,
  selectSums,
  toSumColumns,
} from "./sum-columns";

/** The snapshots of a member from a local day on. */
export type SnapshotsFilter = { readonly userId: MemberId; readonly from: LocalDate };

/** Each member's snapshots from a day on, ascending. */
export async function listSnapshotsFrom(
  database: Database | Transaction,
  organizationId: number,
  wanted: readonly SnapshotsFilter[],
): Promise<ReadonlyMap<MemberId, readonly Snapshot[]>> {
  const values = {
    organizationId,
    userIds: wanted.map(({ userId }) => userId),
    fromDates: wanted.map(({ from }) => from),
  };
  const rows = await selectRows(database, selectSnapshots(values));
  const snapshots = new Map<MemberId, Snapshot[]>();
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

const snapshotFigures = [
  ...(["daily_on_time_ratio", "cumulative_on_time_ratio"] as const),
  ...(["daily_performance_score", "cumulative_performance_score"] as const),
  ...listSumColumns(dailySums),
  ...listSumColumns(cumulativeSums),
] as const;
export const snapshotRows = defineRowset("performance_snapshots", [
  ...(["user_id", "snapshot_date", "amended_at"] as const),
  ...snapshotFigures,
]);

/** The changes of one member's snapshots. */
export type SnapshotChanges = {
  readonly userId: MemberId;
  readonly changedSnapshots: readonly Snapshot[];
  readonly removedSnapshots: readonly LocalDate[];
  /** The first day whose snapshot was amended; null: snapshots were only added. */
  readonly amendedFrom: LocalDate | null;
};

export function toSnapshotRows(members: readonly SnapshotChanges[], now: Date) {
  return members.flatMap(({ userId, changedSnapshots, amendedFrom }) =>
    changedSnapshots.map((snapshot) => ({
      user_id: userId,
      snapshot_date: snapshot.date,
      daily_on_time_ratio: computeMetrics(snapshot.day).onTimeRatio.value,
      cumulative_on_time_ratio: computeMetrics(snapshot.cumulative).onTimeRatio.value,
      daily_performance_score: snapshot.dailyScore,
      cumulative_performance_score: snapshot.cumulativeScore,
      amended_at: amendedFrom !== null && snapshot.date >= amendedFrom ? now : null,
      ...toSumColumns(dailySums, snapshot.day),
      ...toSumColumns(cumulativeSums, snapshot.cumulative),
    })),
  );
}

/** @param json of `snapshotRows`. */
export function upsertSnapshots(
  organizationId: RawBuilder<number>,
  now: RawBuilder<Date>,
  json: RawBuilder<string>,
) {
  return kysely
    .insertInto("performance_snapshots")
    .columns(["organization_id", "created_at", ...snapshotRows.columns])
    .expression(
      kysely
        .selectFrom(snapshotRows.asRow(json))
        .select([organizationId.as("organization_id"), now.as("created_at")])
        .select(snapshotRows.columns),
    )
    .onConflict((conflict) =>
      conflict.columns(["organization_id", "user_id", "snapshot_date"]).doUpdateSet((eb) => ({
        amended_at: eb.fn.coalesce("excluded.amended_at", "performance_snapshots.amended_at"),
        ...copyColumns("performance_snapshots", snapshotFigures, "excluded"),
      })),
    );
}

export function deleteSnapshots(
  organizationId: RawBuilder<number>,
  userIds: RawBuilder<readonly MemberId[]>,
  dates: RawBuilder<readonly LocalDate[]>,
) {
  return kysely
    .deleteFrom("performance_snapshots as stored")
    .using(
      unnestRows("removed", {
        user_id: ["int4", userIds],
        snapshot_date: ["date", dates],
      }),
    )
    .where("stored.organization_id", "=", organizationId)
    .whereRef("stored.user_id", "=", "removed.user_id")
    .whereRef("stored.snapshot_date", "=", "removed.snapshot_date");
}

type SnapshotValues = {
  readonly organizationId: number;
  readonly userIds: readonly MemberId[];
  readonly fromDates: readonly LocalDate[];
};

const selectSnapshots = compileOnce((value: Placeholders<SnapshotValues>) =>
  kysely
    .selectFrom(
      unnestRows("wanted", {
        user_id: ["int4", value.userIds],
        from_date: ["date", value.fromDates],
      }),
    )
    .innerJoin("performance_snapshots as snapshot", (join) =>
      join
        .on("snapshot.organization_id", "=", value.organizationId)
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
