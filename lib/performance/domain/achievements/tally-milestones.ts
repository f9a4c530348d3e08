import type { Completion } from "@/lib/performance/domain/ledger/completion-order";
import type { MeasuredFact } from "@/lib/performance/domain/scoring/fact";
import {
  HARD_DIFFICULTY,
  type MilestoneTally,
  type ReachedMilestone,
  type TallyRule,
} from "./milestone-rules";
import { advanceStreak, NO_STREAK } from "./streak";

export const EMPTY_TALLY: MilestoneTally = { tasks: 0, hardTasks: 0, streak: NO_STREAK };

/** @param fact of a completion that is not before any that the tally counts. */
export function advanceTally(tally: MilestoneTally, fact: MeasuredFact): MilestoneTally {
  const isHard = fact.difficulty !== null && fact.difficulty >= HARD_DIFFICULTY;
  return {
    tasks: tally.tasks + 1,
    hardTasks: tally.hardTasks + (isHard ? 1 : 0),
    streak: advanceStreak(tally.streak, fact),
  };
}

/**
 * The milestones that completions reach one after the other, and the tally after them.
 *
 * @param rules only those that are not reached yet.
 * @param ordered completions in their order.
 * @param before the tally of earlier completions: none of them is after the first of `ordered`.
 */
export function findTallyMilestones(
  rules: readonly TallyRule[],
  ordered: readonly Completion[],
  before: MilestoneTally = EMPTY_TALLY,
): { readonly reached: readonly ReachedMilestone[]; readonly tally: MilestoneTally } {
  const reached: ReachedMilestone[] = [];
  let pending = rules;
  let tally = before;
  for (const completion of ordered) {
    tally = advanceTally(tally, completion.fact);
    const found = findMilestonesOfCompletion(pending, tally, completion);
    if (found.length === 0) continue;
    reached.push(...found);
    const types = new Set(found.map(({ type }) => type));
    pending = pending.filter(({ type }) => !types.has(type));
  }
  return { reached, tally };
}

/** @param tally after the completion. */
function findMilestonesOfCompletion(
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
