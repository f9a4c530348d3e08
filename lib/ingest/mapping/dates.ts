import { parseLocalDateTime } from "@/lib/performance/domain/time/local-time";
import { type DateOrder, type DateText, isMidnight, readDateText } from "./date-text";

/** Dates in digits of one column and one separator, by how they can be read. */
type OrderCounts = {
  dayFirst: number;
  monthFirst: number;
  either: number;
  /** With a time in half days and without leading zeros, as in the English of the United States. */
  american: number;
};

/** What the values of one column say about their form, counted over the whole file. */
export type DateCounts = {
  days: number;
  midnights: number;
  times: number;
  /** Times without an offset. */
  local: number;
  readonly orders: Readonly<Record<OrderedSeparator, OrderCounts>>;
};

/** A point separates the parts of dates that begin with the day, in every locale. */
const separators = ["/", "-"] as const;
type OrderedSeparator = (typeof separators)[number];

export function createDateCounts(): DateCounts {
  const order = () => ({ dayFirst: 0, monthFirst: 0, either: 0, american: 0 });
  return {
    ...{ days: 0, midnights: 0, times: 0, local: 0 },
    orders: { "/": order(), "-": order() },
  };
}

export function countDate(counts: DateCounts, text: string): void {
  const read = readDateText(text);
  if (read === null) return;
  if (read.time === null) counts.days += 1;
  else if (isMidnight(read.time)) counts.midnights += 1;
  else counts.times += 1;
  if (read.time !== null && read.offset === null) counts.local += 1;
  countOrder(counts, read, text);
}

function countOrder({ orders }: DateCounts, { date, time }: DateText, text: string): void {
  if (date.kind === "known" || date.first === date.second) return;
  const separator = separators.find((one) => one === date.separator);
  if (separator === undefined) return;
  const counts = orders[separator];
  // A date that does not exist says nothing about the order of the others.
  if (!exists(date, "dmy") && !exists(date, "mdy")) return;
  if (date.first > 12) counts.dayFirst += 1;
  else if (date.second > 12) counts.monthFirst += 1;
  else counts.either += 1;
  if (time?.isHalfDay === true && !/^0|\/0/.test(text)) counts.american += 1;
}

function exists(
  { first, second, year }: Extract<DateText["date"], { kind: "digits" }>,
  order: "dmy" | "mdy",
): boolean {
  const date = order === "dmy" ? joinDate(year, second, first) : joinDate(year, first, second);
  return parseLocalDateTime(date, "UTC", "start") !== null;
}

/** Null where a date that can be read either way is rejected. */
type Order = "dmy" | "mdy" | null;

/** How a column of times is read. */
export type DatePlan = {
  readonly orders: Readonly<Record<OrderedSeparator, Order>>;
  readonly midnightIsDay: boolean;
  /** Of times without an offset. */
  readonly timeZone: string;
  /** Whether 13 digits are milliseconds since 1970. */
  readonly hasMilliseconds: boolean;
};

/**
 * Where all dates with a separator that can be read in one way only are read in the same one, so is the column.
 * @param mayBeAmerican whether times in half days show that the month is first.
 */
export function decideOrders(
  { orders }: DateCounts,
  chosen: DateOrder | null,
  mayBeAmerican: boolean,
): DatePlan["orders"] {
  const decide = (counts: OrderCounts): Order => {
    if (chosen === "dmy" || chosen === "mdy") return chosen;
    if (counts.dayFirst > 0) return counts.monthFirst === 0 ? "dmy" : null;
    const isAmerican = mayBeAmerican && counts.american > 0 && counts.american >= counts.either;
    return counts.monthFirst > 0 || isAmerican ? "mdy" : null;
  };
  return { "/": decide(orders["/"]), "-": decide(orders["-"]) };
}

/** The order in which dates in digits are read; null where there are none, or none was decided. */
export function findUsedOrder({ orders }: DateCounts, plan: DatePlan): Order {
  const used = separators.find((separator) => {
    const { dayFirst, monthFirst, either } = orders[separator];
    return dayFirst + monthFirst + either > 0;
  });
  return used === undefined ? null : plan.orders[used];
}

/** A date (`2026-05-15`), or a time with an offset; or why a text is neither. */
export type ReadDate =
  | { readonly text: string }
  | { readonly problem: "unreadable" | "ambiguous" | "contradictory" };

export function readDate(text: string, plan: DatePlan): ReadDate {
  if (plan.hasMilliseconds && /^\d{13}$/.test(text)) {
    return { text: new Date(Number(text)).toISOString() };
  }
  const read = readDateText(text);
  if (read === null) return { problem: "unreadable" };
  const date = toIsoDate(read, plan.orders);
  if (date === null) return { problem: "ambiguous" };
  const start = parseLocalDateTime(date, "UTC", "start");
  if (start === null) return { problem: "unreadable" };
  if (read.weekday !== null && read.weekday % 7 !== start.getUTCDay()) {
    return { problem: "contradictory" };
  }
  if (read.time === null || (plan.midnightIsDay && isMidnight(read.time))) return { text: date };
  const { hour, minute, second } = read.time;
  const time = `${pad(hour)}:${pad(minute)}:${second}`;
  const instant = parseLocalDateTime(`${date}T${time}${read.offset ?? ""}`, plan.timeZone, "end");
  return instant === null ? { problem: "unreadable" } : { text: instant.toISOString() };
}

function toIsoDate({ date }: DateText, orders: DatePlan["orders"]): string | null {
  if (date.kind === "known") return joinDate(date.year, date.month, date.day);
  const { first, second, separator, year } = date;
  if (separator === "." || first > 12) return joinDate(year, second, first);
  if (second > 12 || first === second) return joinDate(year, first, second);
  const order = separator === "/" || separator === "-" ? orders[separator] : null;
  if (order === null) return null;
  return order === "dmy" ? joinDate(year, second, first) : joinDate(year, first, second);
}

function joinDate(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${pad(month)}-${pad(day)}`;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
