const LAST_DAY = 0;

/**
 * The instant some months of the calendar (UTC) earlier. A day that the month does not have becomes its last, so that
 * what happened after the result is never that many months ago.
 */
export function subtractMonths(instant: Date, months: number): Date {
  const [year, month] = [instant.getUTCFullYear(), instant.getUTCMonth() - months];
  const lastDay = new Date(Date.UTC(year, month + 1, LAST_DAY)).getUTCDate();
  const earlier = new Date(instant);
  earlier.setUTCFullYear(year, month, Math.min(instant.getUTCDate(), lastDay));
  return earlier;
}
