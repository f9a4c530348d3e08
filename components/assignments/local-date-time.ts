/** A day and a time of day as people enter them, `YYYY-MM-DD` and `HH:MM`; empty where there is none. */
export type LocalDateTime = { readonly date: string; readonly time: string };

/** What a day without a time stands for: its first second or its last one. */
export type DateOnly = "start" | "end";

const boundaries: Readonly<Record<DateOnly, string>> = { start: "00:00:00", end: "23:59:59" };

/** An ISO instant as a clock on the organization's wall shows it; without a time where a day alone says the same. */
export function toLocalDateTime(
  instant: string | null,
  timeZone: string,
  dateOnly: DateOnly,
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

/** As the service takes it, in the organization's zone: a day, a day and a time, or nothing. */
export function formatLocalDateTime({ date, time }: LocalDateTime): string {
  return time === "" ? date : `${date}T${time}`;
}
