import { type Completion, sortCompletions } from "@/lib/performance/domain/ledger/completion-order";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { toMonth, toWeek } from "@/lib/performance/domain/time/weeks";
import {
  MILESTONE_RULES,
  type MilestoneTally,
  type ReachedMilestone,
  type TallyRule,
} from "./milestone-rules";
import type { MilestoneState } from "./milestone-state";
import { findPerfectPeriodMilestone, groupDueCompletions } from "./perfect-periods";
import type { Streak } from "./streak";
import { findTallyMilestones } from "./tally-milestones";

/** Completions that were added between or before others, and the state before them. */
export type LateCompletions = {
  readonly state: MilestoneState;
  readonly added: readonly Completion[];
};

/** From where on completions are read to evaluate late ones. */
export type WindowStart = {
  /** Weeks and months that begin earlier are not whole. */
  readonly day: LocalDate;
  /** Before the day begins in any time zone. */
  readonly instant: Date;
};

export type CompletionWindow = {
  readonly start: WindowStart;
  /** All that count and are not before the start, with the added ones, in any order. */
  readonly completions: readonly Completion[];
  /** The number of completions on time in a row just before the start. */
  readonly streakBefore: number;
};

export type EvaluatedWindow = {
  /** The milestones that rest on completions, not on scores. */
  readonly reached: readonly ReachedMilestone[];
  readonly state: MilestoneState;
};

const EARLIEST_ZONE_MILLISECONDS = 15 * 3_600_000;

/** Null where nothing was evaluated yet, so that everything must be read. */
export function findWindowStart({ state, added }: LateCompletions): WindowStart | null {
  const { evaluatedOn } = state;
  if (evaluatedOn === null) return null;
  const days = added.map(({ fact }) => fact.completedOn);
  const [earliest = evaluatedOn] = [evaluatedOn, ...days].sort();
  const [day = earliest] = [toWeek(earliest).from, toMonth(earliest).from].sort();
  const midnight = new Date(`${day}T00:00:00Z`).getTime();
  return { day, instant: new Date(midnight - EARLIEST_ZONE_MILLISECONDS) };
}

/**
 * The milestones after late completions, evaluated step by step from the start of the window on: what earlier
 * completions reached stays. Equal to the evaluation of all completions. Null where only that one can tell: where the
 * longest streak may have been broken up, or a milestone is missing that earlier completions reach.
 *
 * @param held without revoked milestones.
 * @param today the day up to which weeks and months are evaluated.
 */
export function evaluateWindow(
  { state, added }: LateCompletions,
  { start, completions, streakBefore }: CompletionWindow,
  held: readonly ReachedMilestone[],
  today: LocalDate,
): EvaluatedWindow | null {
  const ordered = sortCompletions(completions);
  const ids = new Set(added.map(({ assignmentId }) => assignmentId));
  const earlier = ordered.filter(({ assignmentId }) => !ids.has(assignmentId));
  const before = subtractTally(state.tally, earlier, streakBefore);
  if (before === null || ordered.length !== earlier.length + ids.size) return null;
  const longest = findLongestStreak(state.tally.streak, before, earlier, ordered);
  const kept = held.filter((milestone) => isBefore(milestone, start));
  const keptTypes = new Set(kept.map(({ type }) => type));
  const heldTypes = new Set(held.map(({ type }) => type));
  const tallyRules = MILESTONE_RULES.filter((rule) => rule.basis === "tally").filter(
    ({ type }) => !keptTypes.has(type),
  );
  const isMissing = tallyRules.some(
    (rule) =>
      rule.measure(before) >= rule.threshold ||
      (!heldTypes.has(rule.type) && measureMost(rule, state.tally) >= rule.threshold),
  );
  if (longest === null || isMissing) return null;
  const tallied = findTallyMilestones(tallyRules, ordered, before);
  const periods = MILESTONE_RULES.flatMap((rule) => {
    if (rule.basis !== "period" || keptTypes.has(rule.type)) return [];
    const groups = groupDueCompletions(ordered, rule.toPeriod).filter(
      ({ period }) => period.from >= start.day,
    );
    return findPerfectPeriodMilestone(rule, groups, today) ?? [];
  });
  const last = ordered.at(-1);
  const { tasks, hardTasks, streak } = tallied.tally;
  return {
    reached: [...kept, ...tallied.reached, ...periods],
    state: {
      tally: { tasks, hardTasks, streak: { current: streak.current, longest } },
      last:
        last === undefined
          ? state.last
          : { assignmentId: last.assignmentId, completedAt: last.fact.completedAt },
      evaluatedOn: today,
    },
  };
}

/** Whether completions before the window reached it, so that later ones do not change it. */
function isBefore({ period, reachedAt }: ReachedMilestone, start: WindowStart): boolean {
  return period === null ? reachedAt < start.instant : period.from < start.day;
}

/** The most that the rule has ever measured. */
function measureMost(rule: TallyRule, tally: MilestoneTally): number {
  const { longest } = tally.streak;
  return rule.measure({ ...tally, streak: { current: longest, longest } });
}

/** The tally before the last completions; null if it does not count them. Its longest streak is not known. */
function subtractTally(
  tally: MilestoneTally,
  last: readonly Completion[],
  streakBefore: number,
): MilestoneTally | null {
  const counted = findTallyMilestones([], last).tally;
  const tasks = tally.tasks - counted.tasks;
  const hardTasks = tally.hardTasks - counted.hardTasks;
  if (tasks < streakBefore || hardTasks < 0) return null;
  return { tasks, hardTasks, streak: { current: streakBefore, longest: streakBefore } };
}

/** The longest streak after the change; null if it was in the window and is now shorter. */
function findLongestStreak(
  known: Streak,
  before: MilestoneTally,
  earlier: readonly Completion[],
  ordered: readonly Completion[],
): number | null {
  const longestEarlier = findTallyMilestones([], earlier, before).tally.streak.longest;
  const longestNow = findTallyMilestones([], ordered, before).tally.streak.longest;
  if (longestEarlier < known.longest) return Math.max(known.longest, longestNow);
  return longestNow >= known.longest ? longestNow : null;
}
