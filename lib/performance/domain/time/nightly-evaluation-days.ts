import { addDays, type LocalDate, startOfDay, toLocalDate } from "./local-time";

/** An organization as its nights know it. */
export type Nights = {
  readonly timeZone: string;
  readonly createdAt: Date;
  /** The last local day that was due, or for which time has awarded by other means; null: none was. */
  readonly lastDay: LocalDate | null;
};

/**
 * The local days that have begun since the last one that was due, oldest first: one now and then, several after a downtime.
 * A day that the zone skips is none, and one that its clock comes back to is none either. The first is the day after that on
 * which the organization was made.
 */
export function listDueDays(
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

/** Whether a calendar on the wall ever shows the day there. */
function existsInZone(day: LocalDate, timeZone: string): boolean {
  return toLocalDate(startOfDay(day, timeZone), timeZone) === day;
}
