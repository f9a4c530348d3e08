import { Temporal } from "temporal-polyfill";

/** A calendar day in an organization's time zone, `YYYY-MM-DD`. Compares as text. */
export type LocalDate = string;

/** A stretch of time, `from` included and `until` not, in which a zone's offset stays the same. */
type OffsetSpan = { readonly from: number; readonly until: number; readonly offset: number };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MAXIMUM_CACHED_ZONES = 1000;

/** Spans found so far; a zone has about two a year. */
const spansByZone = new Map<string, OffsetSpan[]>();

/**
 * The date that a calendar on the wall shows at an instant.
 *
 * @throws RangeError for an invalid date, an unknown zone or a year outside 0000–9999.
 */
export function toLocalDate(instant: Date, timeZone: string): LocalDate {
  const milliseconds = instant.getTime();
  return toDate(milliseconds + findSpan(milliseconds, timeZone).offset);
}

/** The first moment of a local day, also where a clock change skips or repeats midnight. */
export function startOfDay(date: LocalDate, timeZone: string): Date {
  return new Date(toInstant(toMilliseconds(date), timeZone));
}

/**
 * The last whole second of a local day: one second before the next day starts, so it is right on
 * days of 23 and 25 hours. On a day that a zone skipped it is one second before its start.
 */
export function endOfDay(date: LocalDate, timeZone: string): Date {
  return new Date(toInstant(toMilliseconds(date) + DAY, timeZone) - SECOND);
}

/** The date so many days later, or earlier when negative. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return toDate(toMilliseconds(date) + days * DAY);
}

/** Whether this is the name of an IANA time zone; an offset such as `+01:00` is not. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:(Z)|([+-])(\d{2})(?::?(\d{2}))?)?)?$/;

/**
 * The instant that a text names: `YYYY-MM-DD`, or an ISO 8601 date and time with `T` or a space,
 * with or without seconds, fraction and offset. Cut to whole milliseconds.
 *
 * A date alone is the start or the end of that day in the zone, as `dateOnly` says. A time without
 * offset is in the zone too: the earlier one where a clock change makes it ambiguous, the first
 * moment after the gap where it does not exist. Null for anything else, for days that no calendar
 * has and for years outside 1900–2200.
 */
export function parseLocalDateTime(
  text: string,
  timeZone: string,
  dateOnly: "start" | "end",
): Date | null {
  const [, date, hour, minute = "0", second = "0", fraction = "", utc, sign, ...offset] =
    MOMENT.exec(text) ?? [];
  if (date === undefined || !isCalendarDate(date)) return null;
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

/**
 * The earliest instant at which a clock on the wall shows a time (given as if it were UTC), or the
 * first moment after it where the clock skips it. The spans are walked from a day before: the first
 * one whose clock has not passed the time yet either shows it or begins beyond it.
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
  const moment = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  // The previous transition lies before the moment itself, so a moment that is one needs a step.
  const previous = moment.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
  const next = moment.getTimeZoneTransition("next");
  return {
    from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: moment.offsetNanoseconds / 1_000_000,
  };
}

function toTimeOfDay(hour: string, minute: string, second: string): number | null {
  if (hour > "23" || minute > "59" || second > "59") return null;
  return Number(hour) * HOUR + Number(minute) * MINUTE + Number(second) * SECOND;
}

function isCalendarDate(date: string): boolean {
  const year = Number(date.slice(0, 4));
  const milliseconds = toMilliseconds(date);
  return (
    year >= 1900 && year <= 2200 && !Number.isNaN(milliseconds) && toDate(milliseconds) === date
  );
}

/** The midnight of a date as if in UTC. */
function toMilliseconds(date: LocalDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function toDate(milliseconds: number): LocalDate {
  const text = new Date(milliseconds).toISOString();
  if (!/^\d/.test(text)) throw new RangeError("This is outside the years 0000 to 9999.");
  return text.slice(0, 10);
}
