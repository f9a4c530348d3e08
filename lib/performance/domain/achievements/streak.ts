import { type Completion, sortCompletions } from "@/lib/performance/domain/ledger/completion-order";
import type { Fact } from "@/lib/performance/domain/scoring/fact";

/** How many completions in a row were in time. */
export type Streak = {
  /** Up to the latest completion with a due date. */
  readonly current: number;
  readonly longest: number;
};

export const NO_STREAK: Streak = { current: 0, longest: 0 };

/**
 * A streak after one more completion. One in time extends it and one that was late ends it; one
 * without a due date does neither, so weekends and leave never break a streak.
 *
 * @param fact not before any completion that the streak has counted, in their order.
 */
export function advanceStreak(streak: Streak, fact: Fact): Streak {
  if (fact.onTime === null) return streak;
  const current = fact.onTime ? streak.current + 1 : 0;
  return { current, longest: Math.max(current, streak.longest) };
}

/** The streak of all counted completions, given in any order. */
export function computeStreak(completions: Iterable<Completion>): Streak {
  return sortCompletions(completions).reduce(
    (streak, { fact }) => advanceStreak(streak, fact),
    NO_STREAK,
  );
}
