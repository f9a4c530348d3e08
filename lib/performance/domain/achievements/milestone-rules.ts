import type { Period } from "@/lib/performance/domain/time/date-range";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { toMonth, toWeek } from "@/lib/performance/domain/time/weeks";
import { parseDifficulty } from "@/lib/performance/domain/units/difficulty-hundredths";
import type { AssignmentId, LedgerEntryId } from "@/lib/performance/domain/units/ids";
import { parseScore, type ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import type { Streak } from "./streak";

export type MilestoneType =
  | "first_task"
  | `${10 | 50 | 100 | 250 | 500 | 1000}_tasks`
  | `on_time_streak_${10 | 25 | 50 | 100}`
  | "hard_hitter"
  | "perfect_week"
  | "perfect_month"
  | `score_${80 | 90 | 95}`
  | "comeback";

/** Counts over a member's first completions in their order. */
export type MilestoneTally = {
  readonly tasks: number;
  readonly hardTasks: number;
  readonly streak: Streak;
};

/** What a ledger entry says for score milestones; null while the score is provisional. */
export type MilestoneScore = {
  readonly score: ScoreHundredths | null;
  /** The score minus the lowest score of the last 30 days. */
  readonly rise: ScoreHundredths | null;
};

type MilestoneDescription = {
  readonly type: MilestoneType;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
  /** The milestone is reached when the measured value is at least this. */
  readonly threshold: number;
};

/** Reached by the first completion whose tally meets the threshold. */
export type TallyRule = MilestoneDescription & {
  readonly basis: "tally";
  readonly measure: (tally: MilestoneTally) => number;
};

/** Reached by the first week or month that is over and has enough completions with a due date, all on time. */
export type PeriodRule = MilestoneDescription & {
  readonly basis: "period";
  readonly toPeriod: (date: LocalDate) => Period;
};

/** Reached by the first ledger entry whose score or rise meets the threshold. */
export type ScoreRule = MilestoneDescription & {
  readonly basis: "score";
  readonly threshold: ScoreHundredths;
  readonly measure: (entry: MilestoneScore) => ScoreHundredths | null;
};

export type MilestoneRule = TallyRule | PeriodRule | ScoreRule;

export type ReachedMilestone = {
  readonly type: MilestoneType;
  /** The measured value, in the unit of the rule's threshold. */
  readonly value: number;
  /** When the assignment was completed, or the ledger entry took effect. */
  readonly reachedAt: Date;
  /** Null where a ledger entry without an assignment reached it. */
  readonly assignmentId: AssignmentId | null;
  /** Null unless it is a score milestone. */
  readonly entryId: LedgerEntryId | null;
  /** The perfect week or month; null for other milestones. */
  readonly period: Period | null;
};

/** The lowest difficulty of a hard task. */
export const HARD_DIFFICULTY = parseDifficulty(8);

function buildTasksRule(threshold: 10 | 50 | 100 | 250 | 500 | 1000, icon: string): TallyRule {
  return {
    basis: "tally",
    type: `${threshold}_tasks`,
    name: `${threshold} tasks`,
    description: `Completed ${threshold} assignments.`,
    icon,
    threshold,
    measure: ({ tasks }) => tasks,
  };
}

function buildStreakRule(threshold: 10 | 25 | 50 | 100, icon: string): TallyRule {
  return {
    basis: "tally",
    type: `on_time_streak_${threshold}`,
    name: `${threshold} on time in a row`,
    description: `Completed ${threshold} assignments with a due date in a row on time.`,
    icon,
    threshold,
    measure: ({ streak }) => streak.current,
  };
}

function buildScoreRule(points: 80 | 90 | 95, icon: string): ScoreRule {
  return {
    basis: "score",
    type: `score_${points}`,
    name: `Score of ${points}`,
    description: `Reached a performance score of ${points}, no longer provisional.`,
    icon,
    threshold: parseScore(points),
    measure: ({ score }) => score,
  };
}

/** A new rule is awarded to members who already meet it. */
export const MILESTONE_RULES: readonly MilestoneRule[] = [
  {
    basis: "tally",
    type: "first_task",
    name: "First task",
    description: "Completed a first assignment.",
    icon: "🌱",
    threshold: 1,
    measure: ({ tasks }) => tasks,
  },
  buildTasksRule(10, "🔟"),
  buildTasksRule(50, "🧱"),
  buildTasksRule(100, "💯"),
  buildTasksRule(250, "🏗️"),
  buildTasksRule(500, "🏛️"),
  buildTasksRule(1000, "🏔️"),
  buildStreakRule(10, "⏱️"),
  buildStreakRule(25, "⏰"),
  buildStreakRule(50, "🕰️"),
  buildStreakRule(100, "🌟"),
  {
    basis: "tally",
    type: "hard_hitter",
    name: "Hard hitter",
    description: "Completed 10 assignments of difficulty 8 or more.",
    icon: "🔨",
    threshold: 10,
    measure: ({ hardTasks }) => hardTasks,
  },
  {
    basis: "period",
    type: "perfect_week",
    name: "Perfect week",
    description: "Completed at least 3 assignments with a due date in a week, all on time.",
    icon: "📅",
    threshold: 3,
    toPeriod: toWeek,
  },
  {
    basis: "period",
    type: "perfect_month",
    name: "Perfect month",
    description: "Completed at least 10 assignments with a due date in a month, all on time.",
    icon: "🗓️",
    threshold: 10,
    toPeriod: toMonth,
  },
  buildScoreRule(80, "🥉"),
  buildScoreRule(90, "🥈"),
  buildScoreRule(95, "🥇"),
  {
    basis: "score",
    type: "comeback",
    name: "Comeback",
    description: "Rose 10 points above the lowest score of the last 30 days.",
    icon: "🚀",
    threshold: parseScore(10),
    measure: ({ rise }) => rise,
  },
];

/** How far a member is towards a milestone. */
export type MeasuredProgress = {
  /** In the unit of the threshold; null without a score that is not provisional. */
  readonly value: number | null;
  /** Late completions of the current week or month, which make it imperfect; null for milestones of another kind. */
  readonly late: number | null;
};
