import "server-only";
import { expressionBuilder } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { compileVariants, type Placeholders } from "@/lib/db/compile-once";
import { jsonList, jsonObject } from "@/lib/db/json";
import { kysely, type Operand, type Schema, withAliases } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { DayTotal, ScoreTotal } from "@/lib/performance/domain/ranking/rescore-totals";
import type { Period } from "@/lib/performance/domain/time/date-range";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { LedgerEntryId } from "@/lib/performance/domain/units/ids";
import { type ScoreHundredths, ZERO_SCORE } from "@/lib/performance/domain/units/score-hundredths";
import {
  type Group,
  type GroupOperand,
  isActiveIn,
  type NewestEntry,
  toGroupOperand,
} from "./groups";

/** The totals of the scores of snapshots; `start` before the period. */
export type GroupDays = NewestEntry & {
  readonly members: number;
  readonly start: ScoreTotal;
  readonly days: readonly DayTotal[];
};

const NO_DAYS: GroupDays = {
  ...{ members: 0, days: [], start: { total: ZERO_SCORE, rated: 0 } },
  ...{ newestEntryId: null, policyVersion: null },
};

/** A group's totals at the end of each day of a period with a completion of an active member, ascending. */
export async function getGroupDays(
  database: Database | Transaction,
  organizationId: number,
  group: Group,
  period: Period,
): Promise<GroupDays> {
  const { kind, id: groupId } = toGroupOperand(group);
  const row = await selectRow(
    database,
    selectGroupDays({ organizationId, groupId, from: period.from, to: period.to }, kind),
  );
  return row === null ? NO_DAYS : toGroupDays(row);
}

type GroupDaysRow = Omit<GroupDays, keyof NewestEntry> & {
  readonly newest_entry_id: LedgerEntryId | null;
  readonly policy_version: number | null;
};

export function toGroupDays({ members, start, days, ...newest }: GroupDaysRow): GroupDays {
  const { newest_entry_id: newestEntryId, policy_version: policyVersion } = newest;
  return { members, start, days, newestEntryId, policyVersion };
}

type DaysValues = { organizationId: number; groupId: number; from: LocalDate; to: LocalDate };

const selectGroupDays = compileVariants((value: Placeholders<DaysValues>, kind: Group["kind"]) =>
  withDayTotals(value.organizationId, { kind, id: value.groupId }, value).selectNoFrom(
    groupDaysColumns,
  ),
);

/** A period of placeholders or values. */
type PeriodOperand = { readonly from: Operand<LocalDate>; readonly to: Operand<LocalDate> };

/**
 * `person`, the members of a group with their score before the period, and `day_total`. A member's score of a day
 * moves the total by its difference to their score before, so a day's total is the running sum of these moves. Reads
 * member by member, in the order of the index, so that a year of a thousand members needs no sorting.
 */
export function withDayTotals(
  organizationId: Operand<number>,
  group: GroupOperand,
  period: PeriodOperand,
) {
  return kysely
    .with("person", (db) =>
      db
        .selectFrom("user_performance as performance")
        .select(["performance.organization_id", "performance.user_id"])
        .select(["performance.newest_entry_id", "performance.policy_version"])
        .select(selectScoreBefore(period.from).as("score"))
        .where(isActiveIn(organizationId, group)),
    )
    .with(
      (cte) => cte("start").materialized(),
      (db) =>
        db
          .selectFrom("person")
          .select((eb) => [
            eb.fn
              .coalesce(eb.fn.sum<ScoreHundredths | null>("person.score"), eb.lit(ZERO_SCORE))
              .as("total"),
            eb.fn.count<number>("person.score").as("rated"),
          ]),
    )
    .with("move", (db) =>
      db
        .selectFrom("person")
        .crossJoinLateral(selectSteps(period).as("step"))
        .select((eb) => {
          const orZero = (score: "step.score" | "step.before") =>
            eb.fn.coalesce(score, eb.lit<number>(0));
          const isThere = (score: "step.score" | "step.before") =>
            castTo(eb(score, "is not", null), "int4");
          return [
            "step.date",
            eb.fn
              .sum<ScoreHundredths>(eb(orZero("step.score"), "-", orZero("step.before")))
              .as("total"),
            eb.fn.sum<number>(eb(isThere("step.score"), "-", isThere("step.before"))).as("rated"),
          ];
        })
        .groupBy("step.date"),
    )
    .with("day_total", (db) =>
      db
        .selectFrom("move")
        .crossJoin("start")
        .select((eb) => {
          const sumUpTo = <Sum extends number>(column: "move.total" | "move.rated") =>
            eb.fn.sum<Sum>(column).over((over) => over.orderBy("move.date"));
          return [
            "move.date",
            eb("start.total", "+", sumUpTo<ScoreHundredths>("move.total")).as("total"),
            eb("start.rated", "+", sumUpTo<number>("move.rated")).as("rated"),
          ];
        }),
    );
}

/** The score of a member of `performance` at the end of their last day before a day. */
function selectScoreBefore(from: Operand<LocalDate>) {
  return withAliases<{ performance: "user_performance" }>()
    .selectFrom("performance_snapshots as snapshot")
    .select("snapshot.cumulative_performance_score")
    .whereRef("snapshot.organization_id", "=", "performance.organization_id")
    .whereRef("snapshot.user_id", "=", "performance.user_id")
    .where("snapshot.snapshot_date", "<", from)
    .orderBy("snapshot.snapshot_date", "desc")
    .limit(1);
}

type Person = {
  organization_id: number;
  user_id: number;
  score: ScoreHundredths | null;
  newest_entry_id: LedgerEntryId | null;
  policy_version: number;
};

/** The days of a `person`, each with their score at its end and at the end of their day before it. */
function selectSteps({ from, to }: PeriodOperand) {
  return expressionBuilder<Schema & { person: Person }, "person">()
    .selectFrom("performance_snapshots as snapshot")
    .select((eb) => {
      const score = eb.ref("snapshot.cumulative_performance_score");
      return [
        "snapshot.snapshot_date as date",
        "snapshot.cumulative_performance_score as score",
        eb.fn
          .agg<number | null>("lag", [score, eb.lit(1), eb.ref("person.score")])
          .over((over) => over.orderBy("snapshot.snapshot_date"))
          .as("before"),
      ];
    })
    .whereRef("snapshot.organization_id", "=", "person.organization_id")
    .whereRef("snapshot.user_id", "=", "person.user_id")
    .where((eb) => eb.between("snapshot.snapshot_date", from, to));
}

const groupDays = expressionBuilder<
  { person: Person; start: ScoreTotal; day_total: DayTotal },
  never
>();

/** The number of `members`, their newest entry, their `start` and their `days`, ascending. */
export const groupDaysColumns = [
  groupDays
    .selectFrom("person")
    .select((eb) => castTo(eb.fn.countAll(), "int4").as("members"))
    .$asScalar()
    .$notNull()
    .as("members"),
  groupDays
    .selectFrom("person")
    .select((eb) => eb.fn.max("person.newest_entry_id").as("newest_entry_id"))
    .$asScalar()
    .as("newest_entry_id"),
  groupDays
    .selectFrom("person")
    .select((eb) => eb.fn.max("person.policy_version").as("policy_version"))
    .$asScalar()
    .as("policy_version"),
  groupDays
    .selectFrom("start")
    .select((eb) => {
      const [total, rated] = [eb.ref("start.total"), eb.ref("start.rated")];
      return jsonObject({ total, rated }).as("start");
    })
    .$asScalar()
    .$notNull()
    .as("start"),
  groupDays
    .selectFrom("day_total")
    .select((eb) => {
      const date = eb.ref("day_total.date");
      const [total, rated] = [eb.ref("day_total.total"), eb.ref("day_total.rated")];
      return jsonList(jsonObject({ date, total, rated }), [date]).as("days");
    })
    .$asScalar()
    .$notNull()
    .as("days"),
] as const;
