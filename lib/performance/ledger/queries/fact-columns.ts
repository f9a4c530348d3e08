import "server-only";
import { jsonObject } from "@/lib/db/json";
import { withAliases } from "@/lib/db/kysely";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { DifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import type { MatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import { toSecondsOrNull } from "@/lib/performance/domain/units/seconds";

/** A fact in JSON, because it may be missing as a whole. */
export type FactRow = {
  readonly completed_at: string;
  readonly completed_on: LocalDate;
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
    fact_on_time: fact?.onTime ?? null,
    fact_early_seconds: fact?.earlySeconds ?? null,
    fact_duration_seconds: fact?.durationSeconds ?? null,
    fact_skill_match: fact?.skillMatch ?? null,
    fact_difficulty: fact?.difficulty ?? null,
  };
}
