import type { TimeField } from "@/lib/performance/domain/assignments/assignment-fields";

/** A day `YYYY-MM-DD` and a time of day `HH:MM`; empty where there is none. */
export type LocalDateTime = { readonly date: string; readonly time: string };

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
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? "";
  const time = `${part("hour")}:${part("minute")}:${part("second")}`;
  return {
    date: `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`,
    time: time === boundaries[dateOnly] ? "" : time.slice(0, 5),
  };
}

/** The text that the API accepts, in the organization's zone: a day, a day with a time, or nothing. */
export function formatLocalDateTime({ date, time }: LocalDateTime): string {
  return time === "" ? date : `${date}T${time}`;
}

/** The inverse of `formatLocalDateTime`. */
export function splitLocalDateTime(text: string): LocalDateTime {
  const [date = "", time = ""] = text.split("T");
  return { date, time };
}
