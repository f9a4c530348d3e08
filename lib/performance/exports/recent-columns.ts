import type { UserSummary } from "@/lib/performance/summaries/schemas";
import { type Column, column } from "./column";

const completions = "completions";
const ratioUnit = "ratio 0–1";

type Row = Pick<UserSummary, "recent">;

/** A member's figures of the last days; all empty without a completion in them. */
export const recentColumns: readonly Column<Row>[] = [
  column(
    "recent.period_days",
    "days",
    "The days that the recent figures are over.",
    ({ recent }) => recent?.period_days ?? null,
  ),
  column(
    "recent.performance_score",
    "score points 0–100",
    "The score of the completions of these days.",
    ({ recent }) => recent?.performance_score ?? null,
  ),
  column(
    "recent.provisional",
    null,
    "true while a component has too little evidence in these days.",
    ({ recent }) => recent?.provisional ?? null,
  ),
  column(
    "recent.tasks_completed",
    completions,
    "All that count in these days.",
    ({ recent }) => recent?.tasks_completed ?? null,
  ),
  column(
    "recent.metrics.on_time_ratio",
    ratioUnit,
    "Share of those with a due date that were on time.",
    ({ recent }) => recent?.metrics.on_time_ratio ?? null,
  ),
  column(
    "recent.metrics.skill_accuracy",
    ratioUnit,
    "Their mean skill match.",
    ({ recent }) => recent?.metrics.skill_accuracy ?? null,
  ),
  column(
    "recent.metrics.difficulty_factor",
    ratioUnit,
    "Their mean difficulty of 10.",
    ({ recent }) => recent?.metrics.difficulty_factor ?? null,
  ),
  column(
    "recent.metrics.avg_completion_speed",
    "days",
    "Their mean time before the due date; positive is early.",
    ({ recent }) => recent?.metrics.avg_completion_speed ?? null,
  ),
  column(
    "recent.evidence.due",
    completions,
    "Those of these days with a due date.",
    ({ recent }) => recent?.evidence.due ?? null,
  ),
  column(
    "recent.evidence.skill_rated",
    completions,
    "Those of these days with a skill match.",
    ({ recent }) => recent?.evidence.skill_rated ?? null,
  ),
  column(
    "recent.evidence.difficulty_rated",
    completions,
    "Those of these days with a difficulty.",
    ({ recent }) => recent?.evidence.difficulty_rated ?? null,
  ),
  column(
    "recent.evidence.timed",
    completions,
    "Those of these days with a known start.",
    ({ recent }) => recent?.evidence.timed ?? null,
  ),
];
