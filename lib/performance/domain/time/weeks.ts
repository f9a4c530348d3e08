import type { Period } from "./date-range";
import { addDays, getFirstOfMonth, type LocalDate } from "./local-time";

const DAY = 86_400_000;

/** 1 January 1970 was a Thursday, three days after a Monday. */
const EPOCH_AFTER_MONDAY = 3;

/** The ISO week, from Monday to Sunday. */
export function toWeek(date: LocalDate): Period {
  const monday = addDays(date, -countDaysAfterMonday(date));
  return { from: monday, to: addDays(monday, 6) };
}

export function toMonth(date: LocalDate): Period {
  const from = getFirstOfMonth(date);
  return { from, to: addDays(getFirstOfMonth(addDays(from, 31)), -1) };
}

export function isRangeOver(range: Period, today: LocalDate): boolean {
  return range.to < today;
}

/** The last `count` full ISO weeks before today, ascending. */
export function listFullWeeks(today: LocalDate, count: number): readonly Period[] {
  const thisMonday = toWeek(today).from;
  return Array.from({ length: count }, (_, index) =>
    toWeek(addDays(thisMonday, 7 * (index - count))),
  );
}

function countDaysAfterMonday(date: LocalDate): number {
  const days = Math.floor(Date.parse(`${date}T00:00:00Z`) / DAY) + EPOCH_AFTER_MONDAY;
  return ((days % 7) + 7) % 7;
}
