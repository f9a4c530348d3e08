import type { Period } from "@/lib/performance/domain/time/date-range";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { toMonth, toWeek } from "@/lib/performance/domain/time/weeks";
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

/** What work milestones count, after some completions in their order. */
export type MilestoneTally = {
  readonly tasks: number;
  readonly hardTasks: number;
  readonly streak: Streak;
};

/** What score milestones look at in a ledger entry, in hundredths; null while provisional. */
export type MilestoneScore = {
  readonly score: number | null;
  /** The score above the lowest of the last 30 days. */
  readonly rise: number | null;
};

type MilestoneDescription = {
  readonly type: MilestoneType;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
  /** The milestone is reached when what is measured is at least this. */
  readonly threshold: number;
};

/** Reached by the first completion after which enough is counted. */
export type TallyRule = MilestoneDescription & {
  readonly basis: "tally";
  readonly measure: (tally: MilestoneTally) => number;
};

/** Reached by the first week or month, once it is over, with enough due completions, all in time. */
export type PeriodRule = MilestoneDescription & {
  readonly basis: "period";
  readonly toDateRange: (date: LocalDate) => Period;
};

/** Reached by the first ledger entry with enough hundredths. */
export type ScoreRule = MilestoneDescription & {
  readonly basis: "score";
  readonly measure: (standing: MilestoneScore) => number | null;
};

export type MilestoneRule = TallyRule | PeriodRule | ScoreRule;

/** Hundredths of difficulty from which on a completion is a hard one. */
export const HARD_DIFFICULTY = 800;

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
    threshold: points * 100,
    measure: ({ score }) => score,
  };
}

/** Every milestone there is. A new row is awarded to those who already meet it. */
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
    toDateRange: toWeek,
  },
  {
    basis: "period",
    type: "perfect_month",
    name: "Perfect month",
    description: "Completed at least 10 assignments with a due date in a month, all on time.",
    icon: "🗓️",
    threshold: 10,
    toDateRange: toMonth,
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
    threshold: 1000,
    measure: ({ rise }) => rise,
  },
];

/** A milestone that holds, and what reached it. */
export type ReachedMilestone = {
  readonly type: MilestoneType;
  /** What was measured when it was reached, in the unit of the rule's threshold. */
  readonly value: number;
  /** When the work was completed, or the entry took effect, that reached it. */
  readonly reachedAt: Date;
  /** The assignment that reached it; null for an entry about none. */
  readonly assignmentId: bigint | null;
  /** The ledger entry that reached it; null for a work milestone. */
  readonly entryId: bigint | null;
  /** The week or month in which it was reached; null where a milestone does not ask for one. */
  readonly period: Period | null;
};
