import type { Completion } from "@/lib/performance/domain/ledger/completion-order";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import type { Period } from "@/lib/performance/domain/time/date-range";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { isOver } from "@/lib/performance/domain/time/weeks";
import {
  HARD_DIFFICULTY,
  type MilestoneTally,
  type MilestoneType,
  type PeriodRule,
  type TallyRule,
} from "./milestone-rules";
import { advanceStreak, NO_STREAK } from "./streak";

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

export const EMPTY_TALLY: MilestoneTally = { tasks: 0, hardTasks: 0, streak: NO_STREAK };

/** What is counted after one more completion, which is not before any that was counted. */
export function advanceTally(tally: MilestoneTally, fact: Fact): MilestoneTally {
  const isHard = fact.difficulty !== null && fact.difficulty >= HARD_DIFFICULTY;
  return {
    tasks: tally.tasks + 1,
    hardTasks: tally.hardTasks + (isHard ? 1 : 0),
    streak: advanceStreak(tally.streak, fact),
  };
}

/**
 * The milestones that some completions reach one after the other, and what is counted after them.
 *
 * @param ordered completions in their order.
 * @param before what is counted before them: their first one is not before any of those.
 * @param rules only those that are not reached yet.
 */
export function reachByTally(
  rules: readonly TallyRule[],
  ordered: readonly Completion[],
  before: MilestoneTally = EMPTY_TALLY,
): { readonly reached: readonly ReachedMilestone[]; readonly tally: MilestoneTally } {
  const reached: ReachedMilestone[] = [];
  let pending = rules;
  let tally = before;
  for (const completion of ordered) {
    tally = advanceTally(tally, completion.fact);
    const found = reachByCompletion(pending, tally, completion);
    if (found.length === 0) continue;
    reached.push(...found);
    const types = new Set(found.map(({ type }) => type));
    pending = pending.filter(({ type }) => !types.has(type));
  }
  return { reached, tally };
}

/** The due completions of one week or month. */
export type DueAssignment = {
  readonly period: Period;
  readonly due: number;
  readonly onTime: number;
  /** The last of them. */
  readonly last: Completion;
};

/** The due completions by week or month, ascending; one without any is not there. */
export function groupDueAssignments(
  ordered: readonly Completion[],
  toDateRange: (date: LocalDate) => Period,
): readonly DueAssignment[] {
  const periods = new Map<LocalDate, Period>();
  const groups = new Map<LocalDate, DueAssignment>();
  for (const completion of ordered) {
    const { completedOn, onTime } = completion.fact;
    if (onTime === null) continue;
    const period = periods.get(completedOn) ?? toDateRange(completedOn);
    periods.set(completedOn, period);
    const group = groups.get(period.from);
    groups.set(period.from, {
      period,
      due: (group?.due ?? 0) + 1,
      onTime: (group?.onTime ?? 0) + (onTime ? 1 : 0),
      last: completion,
    });
  }
  return [...groups.values()].sort((left, right) =>
    left.period.from < right.period.from ? -1 : 1,
  );
}

/**
 * The first week or month with enough due completions, all in time, that is over; null when there
 * is none yet. Its last due completion is what reached the milestone.
 */
export function reachByPeriod(
  { type, threshold }: PeriodRule,
  groups: readonly DueAssignment[],
  today: LocalDate,
): ReachedMilestone | null {
  const perfect = groups.find(
    ({ period, due, onTime }) => due >= threshold && onTime === due && isOver(period, today),
  );
  if (perfect === undefined) return null;
  return {
    type,
    value: perfect.due,
    reachedAt: perfect.last.fact.completedAt,
    assignmentId: perfect.last.assignmentId,
    entryId: null,
    period: perfect.period,
  };
}

/** The milestones among `rules` that are reached by the completion that led to `tally`. */
function reachByCompletion(
  rules: readonly TallyRule[],
  tally: MilestoneTally,
  { assignmentId, fact }: Completion,
): readonly ReachedMilestone[] {
  return rules
    .filter(({ measure, threshold }) => measure(tally) >= threshold)
    .map(({ type, measure }) => ({
      type,
      value: measure(tally),
      reachedAt: fact.completedAt,
      assignmentId,
      entryId: null,
      period: null,
    }));
}
