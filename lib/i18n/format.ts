import type { Translate } from "@/lib/i18n/messages";
import { once } from "@/lib/once";
import { convertRatioToPercent } from "@/lib/performance/domain/units/ratio-ten-thousandths";

/** The sign of a missing value, which is not zero. It is written here only. */
export const missingSign = "—";

type FormatSettings = {
  /** BCP 47. */
  readonly locale: string;
  /** IANA name: the organization's. */
  readonly timeZone: string;
  readonly translate: Translate;
};

type Maybe = number | null;

/** The only formatter: every number, duration and date that a person reads goes through it. */
export type Format = {
  readonly timeZone: string;
  count(value: Maybe): string;
  /** A ratio 0–1, up to two decimals: `0.9167` is “91.67%”. */
  percent(ratio: Maybe): string;
  /** The same with two decimals, so that columns line up. */
  percentColumn(ratio: Maybe): string;
  /** A ratio to whole percent, where there is no room for more. */
  percentRound(ratio: Maybe): string;
  /** Score points 0–100, up to two decimals. */
  score(points: Maybe): string;
  /** A number as a person types it: without separators of thousands. */
  input(value: Maybe): string;
  /** Score points with two decimals, so that columns line up. */
  scoreColumn(points: Maybe): string;
  /** A change in score points with its sign. */
  change(points: Maybe): string;
  changeColumn(points: Maybe): string;
  /** A difference of ratios in percentage points, with its sign and two decimals. */
  percentChange(ratio: Maybe): string;
  /** An hour of the day, 0–23. */
  hour(value: number): string;
  /** A day of the week, 1 (Monday) to 7. */
  weekday(value: number): string;
  weekdayShort(value: number): string;
  /** Hours, up to two decimals, with the unit. */
  hours(value: Maybe): string;
  /** Days to one decimal, with the unit. */
  days(days: Maybe): string;
  /** Days before (positive) or after (negative) the due time, in words. */
  speed(days: Maybe): string;
  /** A local date `YYYY-MM-DD`. */
  day(localDate: string): string;
  dayShort(localDate: string): string;
  monthShort(localDate: string): string;
  /** An ISO instant, in the organization's zone. */
  dayOf(instant: string): string;
  timeOf(instant: string): string;
  dayAndTime(instant: string): string;
  /** The local date `YYYY-MM-DD` of an instant in the organization's zone. */
  toLocalDate(instant: Date): string;
};

const inDays = { style: "unit", unit: "day", unitDisplay: "long" } as const;

export function createFormat({ locale, timeZone, translate }: FormatSettings): Format {
  const number = (options: Intl.NumberFormatOptions) => {
    const formatter = once(() => new Intl.NumberFormat(locale, options));
    return (value: Maybe) =>
      value === null ? missingSign : normalizeSigns(formatter().format(value));
  };
  const date = (options: Intl.DateTimeFormatOptions) => {
    const formatter = once(() => new Intl.DateTimeFormat(locale, options));
    return (value: string) => normalizeSigns(formatter().format(new Date(value)));
  };
  const two = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const days = number({ ...inDays, maximumFractionDigits: 2 });
  // 2024 began on a Monday.
  const weekday = date({ weekday: "long", timeZone: "UTC" });
  const weekdayShort = date({ weekday: "short", timeZone: "UTC" });
  const hour = date({ hour: "numeric", minute: "2-digit", timeZone: "UTC" });
  const signed = { signDisplay: "exceptZero", maximumFractionDigits: 2 } as const;
  const changeColumn = number({ ...signed, ...two });
  const localDate = once(
    () =>
      new Intl.DateTimeFormat("en-CA", {
        timeZone,
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
      }),
  );

  return {
    timeZone,
    count: number({ maximumFractionDigits: 0 }),
    percent: number({ style: "percent", maximumFractionDigits: 2 }),
    percentColumn: number({ style: "percent", ...two }),
    percentRound: number({ style: "percent", maximumFractionDigits: 0 }),
    score: number({ maximumFractionDigits: 2 }),
    input: number({ maximumFractionDigits: 2, useGrouping: false }),
    scoreColumn: number(two),
    change: number(signed),
    changeColumn,
    percentChange: (ratio) =>
      ratio === null
        ? missingSign
        : translate("format.percentPoints", {
            points: changeColumn(convertRatioToPercent(ratio)),
          }),
    hour: (value) => hour(`2024-01-01T${String(value).padStart(2, "0")}:00:00Z`),
    weekday: (value) => weekday(`2024-01-0${value}`),
    weekdayShort: (value) => weekdayShort(`2024-01-0${value}`),
    hours: number({ style: "unit", unit: "hour", unitDisplay: "short", maximumFractionDigits: 2 }),
    days: number({ ...inDays, maximumFractionDigits: 1 }),
    speed: (value) => {
      if (value === null) {
        return missingSign;
      }
      if (value === 0) {
        return translate("format.onTheDay");
      }
      const amount = days(Math.abs(value));
      return translate(value > 0 ? "format.early" : "format.late", { amount });
    },
    day: date({ dateStyle: "medium", timeZone: "UTC" }),
    dayShort: date({ day: "numeric", month: "short", timeZone: "UTC" }),
    monthShort: date({ month: "short", year: "numeric", timeZone: "UTC" }),
    dayOf: date({ dateStyle: "medium", timeZone }),
    timeOf: date({ timeStyle: "short", timeZone }),
    dayAndTime: date({ dateStyle: "medium", timeStyle: "short", timeZone }),
    toLocalDate: (instant) => toLocalDate(localDate(), instant),
  };
}

/** Writes a true minus sign and no narrow spaces: versions of ICU differ, but server and browser must agree. */
function normalizeSigns(text: string): string {
  return text.replace(/^-/, "−").replaceAll("\u202f", "\u00a0");
}

function toLocalDate(formatter: Intl.DateTimeFormat, instant: Date): string {
  const parts = formatter.formatToParts(instant);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}
