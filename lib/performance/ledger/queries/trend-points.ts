import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { jsonList, jsonObject } from "@/lib/db/json";
import { kysely, type Operand, withAliases } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import type { ScorePoint } from "@/lib/performance/domain/ledger/score-line";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import { selectSumsAtEndOf } from "./period-sums";
import { cumulativeSums, readSums, readSumsOrNull, selectSums } from "./sum-columns";

/** A correction or reversal, and when it was made. */
export type CorrectionEntry = { readonly entryId: LedgerEntryId; readonly createdAt: Date };

/** What a member's line of a period is built from, read in one statement. */
export type MemberPoints = {
  /** Null before the first entry. */
  readonly newestEntryId: LedgerEntryId | null;
  readonly policyVersion: number;
  readonly sumsBefore: Sums | null;
  /** Ascending. */
  readonly snapshots: readonly ScorePoint[];
  /** Ascending. */
  readonly corrections: readonly CorrectionEntry[];
};

/** The local days of a period with a completion, and its instants, `until` excluded. */
export type PointsFilter = {
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** The day before the period. */
  readonly dayBefore: LocalDate;
  readonly since: Date;
  readonly until: Date;
};

/** Null where the organization has no such member. */
export async function findMemberPoints(
  database: Database | Transaction,
  organizationId: number,
  userId: MemberId,
  filter: PointsFilter,
): Promise<MemberPoints | null> {
  const row = await selectRow(database, selectMemberPoints({ organizationId, userId, ...filter }));
  if (row === null) return null;
  return {
    newestEntryId: row.newest_entry_id,
    policyVersion: row.policy_version,
    sumsBefore: readSumsOrNull(row.sums_before),
    snapshots: row.points.map(toScorePoint),
    corrections: row.corrections.map(({ id, created_at }) => ({
      entryId: BigInt(id),
      createdAt: new Date(created_at),
    })),
  };
}

type PointsValues = PointsFilter & { readonly organizationId: number; readonly userId: MemberId };

const selectMemberPoints = compileOnce((value: Placeholders<PointsValues>) =>
  kysely
    .selectFrom("user_performance as performance")
    .crossJoinLateral(selectPoints(value.from, value.to).as("line"))
    .crossJoinLateral(selectCorrections(value.since, value.until).as("ledger"))
    .leftJoinLateral(selectSumsAtEndOf(value.dayBefore).as("before"), (join) => join.onTrue())
    .select(["performance.newest_entry_id", "performance.policy_version"])
    .select(["before.sums as sums_before", "line.points", "ledger.corrections"])
    .where("performance.organization_id", "=", value.organizationId)
    .where("performance.user_id", "=", value.userId),
);

/** The points of `user_performance AS performance` in JSON, ascending, for `toScorePoint`. */
export function selectPoints(from: Operand<LocalDate>, to: Operand<LocalDate>) {
  return withAliases<{ performance: "user_performance" }>()
    .selectFrom("performance_snapshots as snapshot")
    .select((eb) =>
      jsonList(
        jsonObject({
          date: eb.ref("snapshot.snapshot_date"),
          score: eb.ref("snapshot.cumulative_performance_score"),
          sums: selectSums(cumulativeSums, "snapshot"),
        }),
        [eb.ref("snapshot.snapshot_date")],
      ).as("points"),
    )
    .whereRef("snapshot.organization_id", "=", "performance.organization_id")
    .whereRef("snapshot.user_id", "=", "performance.user_id")
    .where((eb) => eb.between("snapshot.snapshot_date", from, to));
}

export function toScorePoint(point: {
  readonly date: LocalDate;
  readonly score: ScoreHundredths | null;
  readonly sums: readonly number[];
}): ScorePoint {
  return { ...point, sums: readSums(point.sums) };
}

function selectCorrections(since: Operand<Date>, until: Operand<Date>) {
  return withAliases<{ performance: "user_performance" }>()
    .selectFrom("performance_logs as entry")
    .select((eb) =>
      jsonList(jsonObject({ id: eb.ref("entry.id"), created_at: eb.ref("entry.created_at") }), [
        eb.ref("entry.id"),
      ]).as("corrections"),
    )
    .whereRef("entry.organization_id", "=", "performance.organization_id")
    .whereRef("entry.user_id", "=", "performance.user_id")
    .where("entry.created_at", ">=", since)
    .where("entry.created_at", "<", until)
    .where("entry.kind", "in", ["correction", "reversal"]);
}
