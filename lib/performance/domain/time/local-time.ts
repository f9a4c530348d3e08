import { Temporal } from "temporal-polyfill";
import type { Brand } from "@/lib/performance/domain/units/brand";
import { isWithinDateLimits } from "./date-limits";

/** A calendar day in an organization's time zone, `YYYY-MM-DD`. Local dates compare as text. */
export type LocalDate = Brand<string, "local date">;

/** A time span, including `from` and excluding `until`, with one offset. Milliseconds. */
type OffsetSpan = { readonly from: number; readonly until: number; readonly offset: number };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MAXIMUM_CACHED_ZONES = 1000;

/**
 * Reads a date of the calendar.
 *
 * @throws RangeError unless it is a day of the years 0000–9999, written `YYYY-MM-DD`.
 */
export function parseLocalDate(text: string): LocalDate {
  if (!isCalendarDate(text)) throw new RangeError(`"${text}" is not a date such as 2024-05-15.`);
  return text;
}

/** The spans that were computed already; a time zone has about two a year. */
const spansByZone = new Map<string, OffsetSpan[]>();

/**
 * @throws RangeError for an invalid date, an unknown time zone or a year outside 0000–9999.
 */
export function toLocalDate(instant: Date, timeZone: string): LocalDate {
  const milliseconds = instant.getTime();
  return toDate(milliseconds + findSpan(milliseconds, timeZone).offset);
}

/** The first instant of a local day, also where a clock change skips or repeats midnight. */
export function startOfDay(date: LocalDate, timeZone: string): Date {
  return new Date(toInstant(toMilliseconds(date), timeZone));
}

/**
 * The last whole second of a local day, which is one second before the next day starts, also on days of 23 and 25
 * hours. For a day that the time zone skipped it is one second before `startOfDay`.
 */
export function endOfDay(date: LocalDate, timeZone: string): Date {
  return new Date(toInstant(toMilliseconds(date) + DAY, timeZone) - SECOND);
}

/** @param days negative for an earlier date. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return toDate(toMilliseconds(date) + days * DAY);
}

/** The first day of the month of a date. */
export function getFirstOfMonth(date: LocalDate): LocalDate {
  return parseLocalDate(`${date.slice(0, 7)}-01`);
}

/** Accepts names of IANA time zones, but not an offset such as `+01:00`. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:(Z)|([+-])(\d{2})(?::?(\d{2}))?)?)?$/;

/**
 * Parses `YYYY-MM-DD`, or an ISO 8601 date and time with `T` or a space, with or without seconds, fraction and offset.
 * Cut to whole milliseconds.
 *
 * A date without a time is the start or the end of that day in the time zone, as `dateOnly` says. A time without an
 * offset is in the time zone: the earlier instant where a clock change makes it ambiguous, the first instant after the
 * gap where it does not exist. Null for any other text, for days that do not exist and for years outside 1900–2200.
 */
export function parseLocalDateTime(
  text: string,
  timeZone: string,
  dateOnly: "start" | "end",
): Date | null {
  const [, date, hour, minute = "0", second = "0", fraction = "", utc, sign, ...offset] =
    DATE_TIME.exec(text) ?? [];
  if (date === undefined || !isCalendarDate(date) || !isWithinDateLimits(date)) return null;
  if (hour === undefined) {
    return dateOnly === "start" ? startOfDay(date, timeZone) : endOfDay(date, timeZone);
  }
  const timeOfDay = toTimeOfDay(hour, minute, second);
  if (timeOfDay === null) return null;
  const local = toMilliseconds(date) + timeOfDay + Number(fraction.slice(0, 3).padEnd(3, "0"));
  if (utc !== undefined) return new Date(local);
  if (sign === undefined) return new Date(toInstant(local, timeZone));
  const [offsetHour = "0", offsetMinute = "0"] = offset;
  const distance = toTimeOfDay(offsetHour, offsetMinute, "0");
  if (distance === null) return null;
  return new Date(sign === "+" ? local - distance : local + distance);
}

/** Whether a text names the same instants in every time zone, or is a date alone, which is a local day. */
export function isDateOrZonedTime(text: string): boolean {
  const [, date, hour, , , , utc, sign] = DATE_TIME.exec(text) ?? [];
  return date !== undefined && (hour === undefined || utc !== undefined || sign !== undefined);
}

/**
 * The earliest instant with a local time, or the first instant after it where the local clock skips it. The search
 * starts one day before: the first span that does not end before the local time contains it or begins after it.
 *
 * @param local milliseconds of the local time as if it were UTC.
 */
function toInstant(local: number, timeZone: string): number {
  let span = findSpan(local - DAY, timeZone);
  while (local - span.offset >= span.until) span = findSpan(span.until, timeZone);
  return Math.max(local - span.offset, span.from);
}

function findSpan(instant: number, timeZone: string): OffsetSpan {
  let spans = spansByZone.get(timeZone);
  if (spans === undefined) {
    if (spansByZone.size >= MAXIMUM_CACHED_ZONES) spansByZone.clear();
    spans = [];
    spansByZone.set(timeZone, spans);
  }
  const known = spans.find(({ from, until }) => from <= instant && instant < until);
  if (known !== undefined) return known;
  const found = computeSpan(instant, timeZone);
  spans.push(found);
  return found;
}

function computeSpan(instant: number, timeZone: string): OffsetSpan {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  // The previous transition is strictly earlier, so that an instant which is a transition needs one step forward.
  const previous = zoned.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
  const next = zoned.getTimeZoneTransition("next");
  return {
    from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: zoned.offsetNanoseconds / 1_000_000,
  };
}

function toTimeOfDay(hour: string, minute: string, second: string): number | null {
  if (hour > "23" || minute > "59" || second > "59") return null;
  return Number(hour) * HOUR + Number(minute) * MINUTE + Number(second) * SECOND;
}

/** Whether the text is a day that exists, written `YYYY-MM-DD`. */
function isCalendarDate(text: string): text is LocalDate {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(text) ? toMilliseconds(text) : Number.NaN;
  return !Number.isNaN(milliseconds) && toDate(milliseconds) === text;
}

/** Milliseconds at midnight of the date as if it were UTC; NaN for other texts. */
function toMilliseconds(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function toDate(milliseconds: number): LocalDate {
  const text = new Date(milliseconds).toISOString();
  if (!/^\d/.test(text)) throw new RangeError("The date is outside the years 0000 to 9999.");
  return text.slice(0, 10) as LocalDate;
}
