import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { compileVariants, type Placeholders } from "@/lib/db/compile-once";
import { kysely, type Operand, withAliases } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import {
  computeRangeSums,
  getPrecedingRange,
  type Period,
} from "@/lib/performance/domain/time/date-range";
import { addDays, type LocalDate } from "@/lib/performance/domain/time/local-time";
import type { LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import { type Group, isActiveIn, toGroupOperand } from "./groups";
import { cumulativeSums, readSums, readSumsOrNull, runningSums, selectSums } from "./sum-columns";

/** A member with the sums of a period and of the period before. */
export type MemberPeriod = {
  readonly userId: MemberId;
  readonly username: string;
  readonly displayName: string;
  readonly alias: string;
  readonly policyVersion: number;
  /** Null before the first entry. */
  readonly newestEntryId: LedgerEntryId | null;
  /** The current score of all time. */
  readonly score: ScoreHundredths | null;
  /** Of all time. */
  readonly sums: Sums;
  readonly periodSums: Sums;
  readonly previousSums: Sums;
};

/** The active members of a group with their sums, by three index lookups for each member. */
export async function listMemberPeriods(
  database: Database | Transaction,
  organizationId: number,
  group: Group,
  period: Period,
): Promise<readonly MemberPeriod[]> {
  const { kind, id: groupId } = toGroupOperand(group);
  const values = {
    ...{ organizationId, groupId },
    end: period.to,
    start: addDays(period.from, -1),
    previous: addDays(getPrecedingRange(period).from, -1),
  };
  const rows = await selectRows(database, selectMemberPeriods(values, kind));
  return rows.map((row) => {
    const sumsAtStart = readSumsOrNull(row.at_start);
    return {
      userId: row.user_id,
      username: row.username,
      displayName: row.display_name,
      alias: row.alias,
      policyVersion: row.policy_version,
      newestEntryId: row.newest_entry_id,
      score: row.score,
      sums: readSums(row.sums),
      periodSums: computeRangeSums(readSumsOrNull(row.at_end), sumsAtStart),
      previousSums: computeRangeSums(sumsAtStart, readSumsOrNull(row.at_previous)),
    };
  });
}

type PeriodValues = {
  readonly organizationId: number;
  readonly groupId: number;
  readonly end: LocalDate;
  readonly start: LocalDate;
  readonly previous: LocalDate;
};

const selectMemberPeriods = compileVariants(
  (value: Placeholders<PeriodValues>, kind: Group["kind"]) =>
    kysely
      .selectFrom("user_performance as performance")
      .innerJoin("users as member", (join) =>
        join
          .onRef("member.organization_id", "=", "performance.organization_id")
          .onRef("member.id", "=", "performance.user_id"),
      )
      .leftJoinLateral(selectSumsAtEndOf(value.end).as("at_end"), (join) => join.onTrue())
      .leftJoinLateral(selectSumsAtEndOf(value.start).as("at_start"), (join) => join.onTrue())
      .leftJoinLateral(selectSumsAtEndOf(value.previous).as("at_previous"), (join) => join.onTrue())
      .select(["member.id as user_id", "member.username", "member.display_name", "member.alias"])
      .select(["performance.policy_version", "performance.newest_entry_id", "performance.score"])
      .select(selectSums(runningSums, "performance").as("sums"))
      .select(["at_end.sums as at_end", "at_start.sums as at_start"])
      .select("at_previous.sums as at_previous")
      .where(isActiveIn(value.organizationId, { kind, id: value.groupId })),
);

/** The cumulative `sums` of the last snapshot up to the end of a day, of `user_performance AS performance`. */
export function selectSumsAtEndOf(date: Operand<LocalDate>) {
  return withAliases<{ performance: "user_performance" }>()
    .selectFrom("performance_snapshots as snapshot")
    .select(selectSums(cumulativeSums, "snapshot").as("sums"))
    .whereRef("snapshot.organization_id", "=", "performance.organization_id")
    .whereRef("snapshot.user_id", "=", "performance.user_id")
    .where("snapshot.snapshot_date", "<=", date)
    .orderBy("snapshot.snapshot_date", "desc")
    .limit(1);
}
