import type { TimeUnit } from "chart.js";

const dayInMilliseconds = 86_400_000;
const daysOf = new Map<TimeUnit, number>([
  ["day", 1],
  ["week", 7],
]);
const monthsOf = new Map<TimeUnit, number>([
  ["month", 1],
  ["quarter", 3],
  ["year", 12],
]);

/** The instant of a local date on a time axis: its midnight in UTC, where every day has 24 hours. */
export function toAxisTime(localDate: string): number {
  return Date.parse(`${localDate}T00:00:00Z`);
}

/** The local date, `YYYY-MM-DD`, of an instant of the axis. */
export function toDayOfTime(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

export function addUnits(time: number, amount: number, unit: TimeUnit): number {
  const months = monthsOf.get(unit);
  if (months === undefined) {
    return time + amount * (daysOf.get(unit) ?? 1) * dayInMilliseconds;
  }
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + amount * months, date.getUTCDate());
}

/** Whole units from `earlier` to `later`, rounded towards zero. */
export function countUnits(later: number, earlier: number, unit: TimeUnit): number {
  const months = monthsOf.get(unit);
  if (months === undefined) {
    return Math.trunc((later - earlier) / ((daysOf.get(unit) ?? 1) * dayInMilliseconds));
  }
  const toMonth = (time: number) => {
    const date = new Date(time);
    return date.getUTCFullYear() * 12 + date.getUTCMonth() + (date.getUTCDate() - 1) / 31;
  };
  return Math.trunc((toMonth(later) - toMonth(earlier)) / months);
}

/** The first day of the unit; weeks begin on Monday. */
export function startOfUnit(time: number, unit: TimeUnit | "isoWeek"): number {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const day = date.getUTCDate();
  switch (unit) {
    case "year":
      return Date.UTC(year, 0, 1);
    case "quarter":
      return Date.UTC(year, month - (month % 3), 1);
    case "month":
      return Date.UTC(year, month, 1);
    case "week":
    case "isoWeek":
      return Date.UTC(year, month, day - ((date.getUTCDay() + 6) % 7));
    default:
      return Date.UTC(year, month, day);
  }
}

/** The local date so many days before another. */
export function subtractDays(localDate: string, days: number): string {
  return toDayOfTime(addUnits(toAxisTime(localDate), -days, "day"));
}

/** The local date so many days after another. */
export function addDays(localDate: string, days: number): string {
  return subtractDays(localDate, -days);
}
