import "server-only";
import { sql } from "kysely";
import { jsonList, jsonObject, jsonTuple } from "@/lib/db/json";
import { type Row, withAliases } from "@/lib/db/kysely";
import { hasKey } from "@/lib/db/sql-values";
import {
  type DueChange,
  type DueRule,
  toDueReason,
} from "@/lib/performance/domain/scoring/due-rule";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { DifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { MatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import { toSecondsOrNull } from "@/lib/performance/domain/units/seconds";

/** A fact in JSON, because it may be missing as a whole. */
export type FactRow = {
  readonly completed_at: string;
  readonly completed_on: LocalDate;
  readonly due_counted: string | null;
  readonly due_rule: DueRule;
  readonly due_moved: boolean;
  readonly due_moved_after: boolean;
  readonly due_moved_for_absence: boolean;
  readonly due_unrecorded: boolean;
  readonly on_time: boolean | null;
  readonly early_seconds: number | null;
  readonly duration_seconds: number | null;
  readonly skill_match: MatchTenThousandths | null;
  readonly difficulty: DifficultyHundredths | null;
};

const assignment = withAliases<{ assignment: "assignments" }>();

/** The fact that is stored with an `assignment`; null where there is none. */
export const selectStoredFact = assignment
  .case()
  .when("assignment.fact_completed_on", "is not", null)
  .then(
    jsonObject({
      completed_at: assignment.ref("assignment.completed_at").$notNull(),
      completed_on: assignment.ref("assignment.fact_completed_on").$notNull(),
      due_counted: assignment.ref("assignment.fact_due_counted"),
      due_rule: assignment.ref("assignment.fact_due_rule").$notNull(),
      due_moved: assignment.ref("assignment.fact_due_moved").$notNull(),
      due_moved_after: assignment.ref("assignment.fact_due_moved_after").$notNull(),
      due_moved_for_absence: assignment.ref("assignment.fact_due_moved_for_absence").$notNull(),
      due_unrecorded: assignment.ref("assignment.fact_due_unrecorded").$notNull(),
      on_time: assignment.ref("assignment.fact_on_time"),
      early_seconds: assignment.ref("assignment.fact_early_seconds"),
      duration_seconds: assignment.ref("assignment.fact_duration_seconds"),
      skill_match: assignment.ref("assignment.fact_skill_match"),
      difficulty: assignment.ref("assignment.fact_difficulty"),
    }),
  )
  .end();

const fact = withAliases<{ fact: "performance_facts" }>();

/** A counted `fact`; null where the join found none. */
export const selectCountedFact = fact
  .case()
  .when("fact.completed_on", "is not", null)
  .then(
    jsonObject({
      completed_at: fact.ref("fact.completed_at"),
      completed_on: fact.ref("fact.completed_on"),
      due_counted: fact.ref("fact.due_counted"),
      due_rule: fact.ref("fact.due_rule"),
      due_moved: fact.ref("fact.due_moved"),
      due_moved_after: fact.ref("fact.due_moved_after"),
      due_moved_for_absence: fact.ref("fact.due_moved_for_absence"),
      due_unrecorded: fact.ref("fact.due_unrecorded"),
      on_time: fact.ref("fact.on_time"),
      early_seconds: fact.ref("fact.early_seconds"),
      duration_seconds: fact.ref("fact.duration_seconds"),
      skill_match: fact.ref("fact.skill_match"),
      difficulty: fact.ref("fact.difficulty"),
    }),
  )
  .end();

export function toFact(row: FactRow): Fact {
  return {
    completedAt: new Date(row.completed_at),
    completedOn: row.completed_on,
    dueCounted: row.due_counted === null ? null : new Date(row.due_counted),
    dueRule: row.due_rule,
    dueMoved: row.due_moved,
    dueMovedAfter: row.due_moved_after,
    dueMovedForAbsence: row.due_moved_for_absence,
    dueUnrecorded: row.due_unrecorded,
    onTime: row.on_time,
    earlySeconds: toSecondsOrNull(row.early_seconds),
    durationSeconds: toSecondsOrNull(row.duration_seconds),
    skillMatch: row.skill_match,
    difficulty: row.difficulty,
  };
}

/** The columns of a counted fact. */
export function toFactColumns(fact: Fact) {
  return {
    completed_at: fact.completedAt,
    completed_on: fact.completedOn,
    due_counted: fact.dueCounted,
    due_rule: fact.dueRule,
    due_moved: fact.dueMoved,
    due_moved_after: fact.dueMovedAfter,
    due_moved_for_absence: fact.dueMovedForAbsence,
    due_unrecorded: fact.dueUnrecorded,
    on_time: fact.onTime,
    early_seconds: fact.earlySeconds,
    duration_seconds: fact.durationSeconds,
    skill_match: fact.skillMatch,
    difficulty: fact.difficulty,
  };
}

/** The columns of the fact stored with an assignment (its instant is the assignment's own `completed_at`). */
export function toStoredFactColumns(fact: Fact | null) {
  return {
    fact_completed_on: fact?.completedOn ?? null,
    fact_due_counted: fact?.dueCounted ?? null,
    fact_due_rule: fact?.dueRule ?? null,
    fact_due_moved: fact?.dueMoved ?? null,
    fact_due_moved_after: fact?.dueMovedAfter ?? null,
    fact_due_moved_for_absence: fact?.dueMovedForAbsence ?? null,
    fact_due_unrecorded: fact?.dueUnrecorded ?? null,
    fact_on_time: fact?.onTime ?? null,
    fact_early_seconds: fact?.earlySeconds ?? null,
    fact_duration_seconds: fact?.durationSeconds ?? null,
    fact_skill_match: fact?.skillMatch ?? null,
    fact_difficulty: fact?.difficulty ?? null,
  };
}

type ChangeRow = Row<"assignment_changes">;

/** Milliseconds; `after` as it is recorded. */
export type DueChangeRow = readonly [
  event: ChangeRow["event"],
  at: number,
  after: {
    readonly user_id?: MemberId;
    readonly status?: Row<"assignments">["status"];
    readonly due_at?: number | null;
  },
  reason: ChangeRow["reason"],
  source: ChangeRow["source"],
];

/** What the record of an `assignment` says about its due date, assignee and completion, oldest first. */
export const selectDueChanges = assignment
  .selectFrom("assignment_changes as change")
  .select((eb) =>
    jsonList(
      jsonTuple([
        eb.ref("change.event"),
        sql<number>`"to_milliseconds"(${eb.ref("change.created_at")})`,
        eb.ref("change.after").$castTo<DueChangeRow[2]>(),
        eb.ref("change.reason"),
        eb.ref("change.source"),
      ]),
      [eb.ref("change.id")],
    ).as("changes"),
  )
  .whereRef("change.organization_id", "=", "assignment.organization_id")
  .whereRef("change.assignment_id", "=", "assignment.id")
  .where((eb) =>
    eb.or(["due_at", "user_id", "status"].map((key) => hasKey(eb.ref("change.after"), key))),
  )
  .$asScalar()
  .$notNull();

export function toDueChange([event, at, after, reason, source]: DueChangeRow): DueChange {
  const { user_id: userId, status, due_at: dueAt } = after;
  return {
    event,
    at: new Date(at),
    ...(userId !== undefined && { userId }),
    ...(status !== undefined && { isCompleted: status === "completed" }),
    ...(dueAt !== undefined && { dueAt: dueAt === null ? null : new Date(dueAt) }),
    reason: toDueReason(source, reason),
  };
}
