import { addDays, type LocalDate, parseLocalDate, startOfDay } from "./local-time";

/** A month of the calendar, `YYYY-MM`. Months compare as text. */
export type Month = string;

const MONTHS_PER_YEAR = 12;

export function toMonth(date: LocalDate): Month {
  return date.slice(0, 7);
}

/** @param count negative for an earlier month. */
export function addMonths(month: Month, count: number): Month {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const months = year * MONTHS_PER_YEAR + number - 1 + count;
  const [nextYear, nextNumber] = [Math.floor(months / MONTHS_PER_YEAR), months % MONTHS_PER_YEAR];
  return `${String(nextYear).padStart(4, "0")}-${String(nextNumber + 1).padStart(2, "0")}`;
}

export function getFirstDay(month: Month): LocalDate {
  return parseLocalDate(`${month}-01`);
}

export function getLastDay(month: Month): LocalDate {
  return addDays(getFirstDay(addMonths(month, 1)), -1);
}

/** The first instant after a local month. */
export function endOfMonth(month: Month, timeZone: string): Date {
  return startOfDay(getFirstDay(addMonths(month, 1)), timeZone);
}

/** Both months and all between them, ascending; none where the first is after the last. */
export function listMonths(first: Month, last: Month): readonly Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** Undefined without months. */
export function findEarliest(months: Iterable<Month>): Month | undefined {
  return [...months].sort()[0];
}

/** Undefined without months. */
export function findLatest(months: Iterable<Month>): Month | undefined {
  return [...months].sort().at(-1);
}
