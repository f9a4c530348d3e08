import type { TimeField } from "@/lib/performance/domain/assignments/assignment-fields";

/** A day `YYYY-MM-DD` and a time of day `HH:MM`; empty where there is none. */
export type LocalDateTime = { readonly date: string; readonly time: string };

const DAY = 86_400_000;

/** The time that a day without one means: its first second or its last one. */
const boundaries: Readonly<Record<TimeField["dateOnly"], string>> = {
  start: "00:00:00",
  end: "23:59:59",
};

/** An ISO instant in the organization's zone; without a time where the day alone means the same. */
export function toLocalDateTime(
  instant: string | null,
  timeZone: string,
  dateOnly: TimeField["dateOnly"],
): LocalDateTime {
  if (instant === null) {
    return { date: "", time: "" };
  }
  const { date, time } = toClock(new Date(instant), timeZone);
  return { date, time: time === boundaries[dateOnly] ? "" : time.slice(0, 5) };
}

/** The day, and the time of day to the second, on a local clock. */
function toClock(instant: Date, timeZone: string): LocalDateTime {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(instant);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? "";
  return {
    date: `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}:${part("second")}`,
  };
}

/** The text of a form, in the organization's zone: a day, a day with a time, or nothing. */
export function formatLocalDateTime({ date, time }: LocalDateTime): string {
  return time === "" ? date : `${date}T${time}`;
}

/**
 * The text that the API accepts: a day as it is, and a local time as an instant with `Z`. Where a clock change makes
 * the time ambiguous it is the earlier instant, and where it skips the time, the first instant after it. Other text
 * stays as it was typed: the server rejects it.
 */
export function toZonedText(text: string, timeZone: string): string {
  const local = text.includes("T") ? Date.parse(`${text}Z`) : Number.NaN;
  if (Number.isNaN(local)) return text;
  const before = local - getOffset(local - DAY, timeZone);
  if (before + getOffset(before, timeZone) === local) return new Date(before).toISOString();
  const after = local - getOffset(local + DAY, timeZone);
  if (after + getOffset(after, timeZone) === local) return new Date(after).toISOString();
  return new Date(findClockChange(Math.min(before, after), timeZone)).toISOString();
}

/** The first millisecond with another offset within the next day. */
function findClockChange(start: number, timeZone: string): number {
  const offset = getOffset(start, timeZone);
  let same = start;
  let other = start + DAY;
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (getOffset(middle, timeZone) === offset) same = middle;
    else other = middle;
  }
  return other;
}

/** Milliseconds of the local clock ahead of UTC. */
function getOffset(instant: number, timeZone: string): number {
  const { date, time } = toClock(new Date(instant), timeZone);
  return Date.parse(`${date}T${time}Z`) - Math.floor(instant / 1000) * 1000;
}

/** The inverse of `formatLocalDateTime`. */
export function splitLocalDateTime(text: string): LocalDateTime {
  const [date = "", time = ""] = text.split("T");
  return { date, time };
}
