import { addDays, type LocalDate, startOfDay, toLocalDate } from "./local-time";

/** The part of an organization that decides the days of its nightly evaluation. */
export type Nights = {
  readonly timeZone: string;
  readonly createdAt: Date;
  /** The last local day that was evaluated or scheduled; null for none. */
  readonly lastDay: LocalDate | null;
};

/**
 * The local days that have begun since the last one that was scheduled, oldest first; there are several after a
 * downtime. A day that the time zone skips is left out, and a day that begins twice after a clock change is listed
 * once. The first day is the one after the day on which the organization was created.
 */
export function listDaysToEvaluate(
  { timeZone, createdAt, lastDay }: Nights,
  now: Date,
): readonly LocalDate[] {
  const today = toLocalDate(now, timeZone);
  const last = lastDay ?? toLocalDate(createdAt, timeZone);
  const days: LocalDate[] = [];
  for (let day = addDays(last, 1); day <= today; day = addDays(day, 1)) {
    if (existsInZone(day, timeZone)) days.push(day);
  }
  return days;
}

/** False for a day that the time zone skips. */
function existsInZone(day: LocalDate, timeZone: string): boolean {
  return toLocalDate(startOfDay(day, timeZone), timeZone) === day;
}
