import { difference, type Sums, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import { addDays, type LocalDate, toLocalDate } from "./local-time";

/** Whole local days, the first and the last included. */
export type Period = { readonly from: LocalDate; readonly to: LocalDate };

/**
 * The local days, as many as asked for, that end today in the organization's zone.
 *
 * @throws RangeError when `days` is not a positive whole number.
 */
export function toDateRange(now: Date, days: number, timeZone: string): Period {
  if (!Number.isSafeInteger(days) || days < 1) {
    throw new RangeError(`A period has at least one whole day, not ${days}.`);
  }
  const to = toLocalDate(now, timeZone);
  return { from: addDays(to, 1 - days), to };
}

/** The same number of local days, ending so many days earlier. */
export function getEarlierRange({ from, to }: Period, days: number): Period {
  return { from: addDays(from, -days), to: addDays(to, -days) };
}

/** As many days, up to the one before a period. */
export function getPrecedingRange(period: Period): Period {
  return getEarlierRange(period, countDays(period));
}

function countDays({ from, to }: Period): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
}

/**
 * What was completed within a period.
 *
 * @param cumulativeAtEnd the cumulative sums of the last snapshot up to the period's end, or null.
 * @param cumulativeBefore those of the last snapshot before the period, or null.
 */
export function computeRangeSums(
  cumulativeAtEnd: Sums | null,
  cumulativeBefore: Sums | null,
): Sums {
  return difference(cumulativeAtEnd ?? ZERO_SUMS, cumulativeBefore ?? ZERO_SUMS);
}
