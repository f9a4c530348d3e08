import type { DayChange } from "@/lib/performance/domain/ledger/snapshots";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { computeScoreValue } from "@/lib/performance/domain/scoring/score";
import { plus, type Sums, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import { listFullWeeks, toWeek } from "@/lib/performance/domain/time/weeks";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";

/** The badge `consistent` is evaluated over this many full ISO weeks. */
export const CONSISTENCY_WEEKS = 12;

/**
 * The scores of the last 12 full ISO weeks before today, ascending, under one policy; null for a week in
 * which no component counts.
 *
 * @param days the sums of each local day, in any order; days outside these weeks are ignored.
 */
export function computeWeeklyScores(
  days: Iterable<DayChange>,
  today: LocalDate,
  policy: ScoringPolicy,
): readonly (ScoreHundredths | null)[] {
  const weeks = new Map<LocalDate, Sums>(
    listFullWeeks(today, CONSISTENCY_WEEKS).map(({ from }) => [from, ZERO_SUMS]),
  );
  for (const { date, delta } of days) {
    const { from } = toWeek(date);
    const sums = weeks.get(from);
    if (sums !== undefined) weeks.set(from, plus(sums, delta));
  }
  return [...weeks.values()].map((sums) => computeScoreValue(sums, policy));
}
