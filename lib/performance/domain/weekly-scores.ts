import type { LocalDate } from "./local-time";
import type { ScoringPolicy } from "./policy";
import { computeScoreAlone } from "./score";
import type { DayChange } from "./snapshots";
import { plus, type Sums, ZERO_SUMS } from "./sums";
import { listFullWeeks, weekOf } from "./weeks";

/** The full ISO weeks over which consistency is judged. */
export const CONSISTENCY_WEEKS = 12;

/**
 * The period scores of the last 12 full ISO weeks before today, ascending, in hundredths under one
 * policy; null for a week in which nothing counts.
 *
 * @param days what was completed on each local day, in any order; days outside the weeks may be there.
 */
export function computeWeeklyScores(
  days: Iterable<DayChange>,
  today: LocalDate,
  policy: ScoringPolicy,
): readonly (number | null)[] {
  const weeks = new Map<LocalDate, Sums>(
    listFullWeeks(today, CONSISTENCY_WEEKS).map(({ from }) => [from, ZERO_SUMS]),
  );
  for (const { date, delta } of days) {
    const { from } = weekOf(date);
    const sums = weeks.get(from);
    if (sums !== undefined) weeks.set(from, plus(sums, delta));
  }
  return [...weeks.values()].map((sums) => computeScoreAlone(sums, policy));
}
