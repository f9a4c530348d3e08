import { difference, type Sums, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import { addDays, type LocalDate, toLocalDate } from "./local-time";

/** Whole local days, including `from` and `to`. */
export type Period = { readonly from: LocalDate; readonly to: LocalDate };

/**
 * The last `days` local days in the time zone, including today.
 *
 * @throws RangeError when `days` is not a positive whole number.
 */
export function toDateRange(now: Date, days: number, timeZone: string): Period {
  if (!Number.isSafeInteger(days) || days < 1) {
    throw new RangeError(`A date range has at least one whole day, not ${days}.`);
  }
  const to = toLocalDate(now, timeZone);
  return { from: addDays(to, 1 - days), to };
}

/** A range of the same length, `days` days earlier. */
export function getEarlierRange({ from, to }: Period, days: number): Period {
  return { from: addDays(from, -days), to: addDays(to, -days) };
}

/** The range of the same length that ends on the day before. */
export function getPrecedingRange(range: Period): Period {
  return getEarlierRange(range, countDays(range));
}

export function countDays({ from, to }: Period): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
}

/**
 * The sums of the completions within a range.
 *
 * @param cumulativeAtEnd of the last snapshot up to the end of the range; null without one.
 * @param cumulativeBefore of the last snapshot before the range; null without one.
 */
export function computeRangeSums(
  cumulativeAtEnd: Sums | null,
  cumulativeBefore: Sums | null,
): Sums {
  return difference(cumulativeAtEnd ?? ZERO_SUMS, cumulativeBefore ?? ZERO_SUMS);
}
