import type { PerformanceLog } from "@/lib/performance/history/log-schemas";
import type { HistoryEntry, UserSummary } from "@/lib/performance/summaries/schemas";
import { type Column, column } from "./column";
import { recentColumns } from "./recent-columns";
import { workColumns } from "./work-columns";

const ratioUnit = "ratio 0–1";
const scoreUnit = "score points 0–100";
const changeUnit = "score points";
const completions = "completions";
const hoursUnit = "hours";
const daysUnit = "days";
export const instantUnit = "ISO 8601, UTC";

const evidenceColumns: readonly Column<Pick<HistoryEntry, "evidence">>[] = [
  column("evidence.due", completions, "Those with a due date.", (row) => row.evidence.due),
  column(
    "evidence.skill_rated",
    completions,
    "Those with a skill match.",
    (row) => row.evidence.skill_rated,
  ),
  column(
    "evidence.difficulty_rated",
    completions,
    "Those with a difficulty.",
    (row) => row.evidence.difficulty_rated,
  ),
  column("evidence.timed", completions, "Those with a known start.", (row) => row.evidence.timed),
];

const dueColumns: readonly Column<Pick<UserSummary, "evidence">>[] = [
  column(
    "evidence.due_moved",
    completions,
    "Those whose due date was moved, other than for an absence.",
    (row) => row.evidence.due_moved,
  ),
  column(
    "evidence.due_moved_after",
    completions,
    "Those whose due date was so moved after it had passed, or to one that had passed.",
    (row) => row.evidence.due_moved_after,
  ),
  column(
    "evidence.due_moved_for_absence",
    completions,
    "Those whose due date was moved for an absence.",
    (row) => row.evidence.due_moved_for_absence,
  ),
  column(
    "evidence.due_unrecorded",
    completions,
    "Those with a due date of which nothing says since when it was set.",
    (row) => row.evidence.due_unrecorded,
  ),
];

/** A ledger entry; each figure is the one after the entry. */
export const entryColumns: readonly Column<HistoryEntry>[] = [
  column("id", null, "The entry in the ledger.", (row) => row.id),
  column("created_at", instantUnit, "When the entry takes effect.", (row) => row.created_at),
  column("recorded_at", instantUnit, "When it was written.", (row) => row.recorded_at),
  column(
    "kind",
    null,
    "completion, late (written after a newer entry), reversal, correction or policy.",
    (row) => row.kind,
  ),
  column("assignment_id", null, "The assignment it is about.", (row) => row.assignment_id),
  column("assignment_title", null, "Its title as it is now.", (row) => row.assignment_title),
  column("tasks_completed", completions, "All that count.", (row) => row.tasks_completed),
  column(
    "on_time_ratio",
    ratioUnit,
    "Share of the completions with a due date that were on time.",
    (row) => row.on_time_ratio,
  ),
  column("skill_accuracy", ratioUnit, "Mean skill match.", (row) => row.skill_accuracy),
  column("difficulty_factor", ratioUnit, "Mean difficulty of 10.", (row) => row.difficulty_factor),
  column(
    "avg_completion_time",
    hoursUnit,
    "Mean time from start to completion.",
    (row) => row.avg_completion_time,
  ),
  column(
    "avg_completion_speed",
    daysUnit,
    "Mean time before the due date; positive is early.",
    (row) => row.avg_completion_speed,
  ),
  column("performance_score", scoreUnit, "The score.", (row) => row.performance_score),
  column(
    "score_change",
    changeUnit,
    "What the entry did to the score; empty for the first.",
    (row) => row.score_change,
  ),
  column(
    "contributions.on_time",
    changeUnit,
    "The part of the change that is on-time's.",
    (row) => row.contributions.on_time,
  ),
  column(
    "contributions.skill",
    changeUnit,
    "The part of the change that is skill match's.",
    (row) => row.contributions.skill,
  ),
  column(
    "contributions.difficulty",
    changeUnit,
    "The part of the change that is difficulty's.",
    (row) => row.contributions.difficulty,
  ),
  ...evidenceColumns,
  column("corrects", null, "The entry that this one corrects or reverses.", (row) => row.corrects),
];

const nameColumns: readonly Column<Pick<UserSummary, "user_id" | "username" | "display_name">>[] = [
  column("user_id", null, "The member.", (row) => row.user_id),
  column("username", null, "Their username, or their alias.", (row) => row.username),
  column("display_name", null, "Their name, or their alias.", (row) => row.display_name),
];

/** A ledger entry and its member. */
export const logColumns: readonly Column<PerformanceLog>[] = [
  ...nameColumns,
  ...entryColumns,
  ...workColumns,
];

/** A member and their current figures. */
export const summaryColumns: readonly Column<UserSummary>[] = [
  ...nameColumns,
  column("rank", "place", "Among ranked members; empty while provisional.", (row) => row.rank),
  column(
    "percentile",
    ratioUnit,
    "Share of ranked members whose score is not above this one.",
    (row) => row.percentile,
  ),
  column(
    "current_performance_score",
    scoreUnit,
    "The score now.",
    (row) => row.current_performance_score,
  ),
  column(
    "provisional",
    null,
    "true while a component has too little evidence.",
    (row) => row.provisional,
  ),
  column("tasks_completed", completions, "All that count.", (row) => row.tasks_completed),
  column(
    "experience_level",
    "level",
    "1 + the whole part of the square root of the tasks.",
    (row) => row.experience_level,
  ),
  column(
    "avg_completion_time",
    hoursUnit,
    "Mean time from start to completion.",
    (row) => row.avg_completion_time,
  ),
  column(
    "latest_metrics.on_time_ratio",
    ratioUnit,
    "Share of the completions with a due date that were on time.",
    (row) => row.latest_metrics.on_time_ratio,
  ),
  column(
    "latest_metrics.skill_accuracy",
    ratioUnit,
    "Mean skill match.",
    (row) => row.latest_metrics.skill_accuracy,
  ),
  column(
    "latest_metrics.difficulty_factor",
    ratioUnit,
    "Mean difficulty of 10.",
    (row) => row.latest_metrics.difficulty_factor,
  ),
  column(
    "latest_metrics.avg_completion_speed",
    daysUnit,
    "Mean time before the due date; positive is early.",
    (row) => row.latest_metrics.avg_completion_speed,
  ),
  column("trend.direction", null, "↑, ↓ or →.", (row) => row.trend.direction),
  column(
    "trend.change",
    changeUnit,
    "The change of the score in the trend's period.",
    (row) => row.trend.change,
  ),
  column("trend.period_days", daysUnit, "The trend's period.", (row) => row.trend.period_days),
  ...evidenceColumns,
  ...dueColumns,
  column("points.on_time", changeUnit, "On-time's part of the score.", (row) => row.points.on_time),
  column("points.skill", changeUnit, "Skill match's part of the score.", (row) => row.points.skill),
  column(
    "points.difficulty",
    changeUnit,
    "Difficulty's part of the score.",
    (row) => row.points.difficulty,
  ),
  column(
    "weights.on_time",
    ratioUnit,
    "On-time's share of the weights.",
    (row) => row.weights.on_time,
  ),
  column(
    "weights.skill",
    ratioUnit,
    "Skill match's share of the weights.",
    (row) => row.weights.skill,
  ),
  column(
    "weights.difficulty",
    ratioUnit,
    "Difficulty's share of the weights.",
    (row) => row.weights.difficulty,
  ),
  column("policy_version", null, "The scoring policy of the score.", (row) => row.policy_version),
  ...recentColumns,
];
