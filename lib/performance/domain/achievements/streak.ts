import { type Completion, sortCompletions } from "@/lib/performance/domain/ledger/completion-order";
import type { MeasuredFact } from "@/lib/performance/domain/scoring/fact";

/** The number of completions in a row that were on time. */
export type Streak = {
  /** Up to the latest completion with a due date. */
  readonly current: number;
  readonly longest: number;
};

export const NO_STREAK: Streak = { current: 0, longest: 0 };

/**
 * A completion on time extends the streak and a late one ends it. One without a due date does neither, so weekends and
 * leave never break a streak.
 *
 * @param fact of a completion that is not before any that the streak counts.
 */
export function advanceStreak(streak: Streak, fact: MeasuredFact): Streak {
  if (fact.onTime === null) return streak;
  const current = fact.onTime ? streak.current + 1 : 0;
  return { current, longest: Math.max(current, streak.longest) };
}

/** @param completions all completions that count, in any order. */
export function computeStreak(completions: Iterable<Completion>): Streak {
  return sortCompletions(completions).reduce(
    (streak, { fact }) => advanceStreak(streak, fact),
    NO_STREAK,
  );
}
