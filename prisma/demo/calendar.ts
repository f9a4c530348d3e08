import { addDays, type LocalDate, toLocalDate } from "@/lib/performance/domain/time/local-time";
import type { Random } from "./random";

/** 1 is Monday, 7 is Sunday. */
export function toWeekday(date: LocalDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

export function isWorkday(date: LocalDate): boolean {
  return toWeekday(date) <= 5;
}

/** Adds workdays. On a weekend, 0 gives the next workday. */
export function addWorkdays(date: LocalDate, count: number): LocalDate {
  let day = date;
  let left = count;
  while (left > 0 || !isWorkday(day)) {
    day = addDays(day, 1);
    if (isWorkday(day)) left -= 1;
  }
  return day;
}

/** A factor for the assignments of a day: low in summer, at the turn of the year and on Fridays, high in autumn. */
export function getBusyness(date: LocalDate): number {
  if (!isWorkday(date)) return 0;
  const dayOfYear = date.slice(5);
  if (dayOfYear >= "12-22" || dayOfYear <= "01-03") return 0.08;
  const weekday = [1.25, 1.1, 1, 1, 0.7][toWeekday(date) - 1] ?? 1;
  return weekday * getSeasonFactor(dayOfYear);
}

function getSeasonFactor(dayOfYear: string): number {
  if (dayOfYear >= "07-10" && dayOfYear <= "08-25") return 0.6;
  if (dayOfYear >= "10-15" && dayOfYear <= "12-15") return 1.2;
  return 1;
}

/** The season's deduction from every member's chance to be on time. */
export function getPressure(date: LocalDate): number {
  const dayOfYear = date.slice(5);
  if (dayOfYear >= "07-10" && dayOfYear <= "08-25") return 0.08;
  return dayOfYear >= "11-10" && dayOfYear <= "12-21" ? 0.14 : 0;
}

/** A random time within working hours, in the format of the import. */
export function pickTime(date: LocalDate, random: Random, from = 8, until = 17): string {
  const hour = String(random.between(from, until)).padStart(2, "0");
  return `${date}T${hour}:${String(random.between(0, 59)).padStart(2, "0")}:00`;
}

/** The last `count` local dates including today, the earliest first. */
export function listDays(now: Date, timeZone: string, count: number): readonly LocalDate[] {
  const today = toLocalDate(now, timeZone);
  return Array.from({ length: count }, (_, index) => addDays(today, index + 1 - count));
}
