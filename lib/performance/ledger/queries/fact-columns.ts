import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import type { Fact } from "@/lib/performance/domain/scoring/fact";

/** A fact as selected by `selectFact`; JSON, since it may be missing as a whole. */
export type FactRow = {
  readonly completed_at: string;
  readonly completed_on: string;
  readonly on_time: boolean | null;
  readonly early_seconds: number | null;
  readonly duration_seconds: number | null;
  readonly skill_match: number | null;
  readonly difficulty: number | null;
};

/** The fact stored with an assignment, or the counted one; null where there is none. */
export function selectFact(table: "assignment" | "fact"): Prisma.Sql {
  const prefix = table === "assignment" ? "assignment.fact_" : "fact.";
  return Prisma.raw(
    `CASE WHEN ${prefix}completed_on IS NOT NULL THEN json_build_object(
      'completed_at', ${table}.completed_at, 'completed_on', ${prefix}completed_on,
      'on_time', ${prefix}on_time, 'early_seconds', ${prefix}early_seconds,
      'duration_seconds', ${prefix}duration_seconds, 'skill_match', ${prefix}skill_match,
      'difficulty', ${prefix}difficulty) END`,
  );
}

export function readFact(row: FactRow): Fact {
  return {
    completedAt: new Date(row.completed_at),
    completedOn: row.completed_on,
    onTime: row.on_time,
    earlySeconds: row.early_seconds,
    durationSeconds: row.duration_seconds,
    skillMatch: row.skill_match,
    difficulty: row.difficulty,
  };
}

/** The columns of a counted fact. */
export function toFactColumns(fact: Fact) {
  return { completed_at: fact.completedAt, completed_on: fact.completedOn, ...judgementOf(fact) };
}

/** The columns of the fact stored with an assignment (its instant is the assignment's own `completed_at`). */
export function toStoredFactColumns(fact: Fact | null) {
  const judgement = fact === null ? {} : judgementOf(fact);
  return {
    fact_completed_on: fact?.completedOn ?? null,
    ...Object.fromEntries(
      Object.entries(judgement).map(([name, value]) => [`fact_${name}`, value]),
    ),
  };
}

function judgementOf(fact: Fact) {
  return {
    on_time: fact.onTime,
    early_seconds: fact.earlySeconds,
    duration_seconds: fact.durationSeconds,
    skill_match: fact.skillMatch,
    difficulty: fact.difficulty,
  };
}
