/** How a date in digits with two possible readings is read. */
export type DateOrder = "ymd" | "dmy" | "mdy";

/** A date as a text writes it, without deciding between day and month. */
export type DateText = {
  readonly date:
    | {
        readonly kind: "known";
        readonly year: number;
        readonly month: number;
        readonly day: number;
      }
    | {
        readonly kind: "digits";
        readonly first: number;
        readonly second: number;
        readonly year: number;
        readonly separator: string;
      };
  readonly time: TimeText | null;
  /** 1 is Monday; null where the text names none. */
  readonly weekday: number | null;
  /** `Z` or `+02:00`; null where the text has none. */
  readonly offset: string | null;
};

export type TimeText = {
  readonly hour: number;
  readonly minute: number;
  /** With its fraction. */
  readonly second: string;
  readonly isHalfDay: boolean;
};

const MONTHS: readonly (readonly string[])[] = [
  ["jan", "january", "januar", "jänner"],
  ["feb", "february", "februar"],
  ["mar", "march", "mär", "mrz", "märz"],
  ["apr", "april"],
  ["may", "mai"],
  ["jun", "june", "juni"],
  ["jul", "july", "juli"],
  ["aug", "august"],
  ["sep", "sept", "september"],
  ["oct", "october", "okt", "oktober"],
  ["nov", "november"],
  ["dec", "december", "dez", "dezember"],
];
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-z]{0,8}\.?,? (?=\S)/;
const TIME =
  /(?:^|[ ,t]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?([ap])?\.?(m)?\.? ?(?:(z|(?:utc|gmt)?[+-]\d{2}(?::?\d{2})?|utc|gmt)(?: \([^)]*\))?)?$/;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const DIGITS = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/;
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?\.?[-/ ]?([a-zä]{3,9})\.?,?[-/ ](\d{4}|\d{2})$/;
const MONTH_FIRST = /^([a-zä]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/;

const MAX_LENGTH = 64;

/** Null for a text that is no date in one of the forms of trackers and spreadsheets. */
export function readDateText(text: string): DateText | null {
  if (text.length > MAX_LENGTH) return null;
  const written = text.toLowerCase().replace(/\u2212/g, "-");
  const plain = written.replace(WEEKDAY, "");
  const weekday = plain === written ? null : findWeekday(written);
  const found = TIME.exec(plain);
  const date = readDate(found === null ? plain : plain.slice(0, found.index).trim());
  if (date === null) return null;
  if (found === null) return { date, time: null, weekday, offset: null };
  const time = readTime(found);
  return time === null ? null : { date, time, weekday, offset: readOffset(found[7]) };
}

const WEEKDAYS = ["mo", "tu|di", "we|mi", "th|do", "fr", "sa", "su|so"];

function findWeekday(text: string): number {
  return WEEKDAYS.findIndex((starts) => starts.split("|").includes(text.slice(0, 2))) + 1;
}

function readTime(found: readonly (string | undefined)[]): TimeText | null {
  const [, hourText = "", minute = "", second = "00", fraction, half, letter] = found;
  if ((half === undefined) !== (letter === undefined)) return null;
  const hour = Number(hourText);
  if (half !== undefined && (hour < 1 || hour > 12)) return null;
  return {
    hour: half === undefined ? hour : (hour % 12) + (half === "p" ? 12 : 0),
    minute: Number(minute),
    second: fraction === undefined ? second : `${second}.${fraction}`,
    isHalfDay: half !== undefined,
  };
}

function readOffset(text: string | undefined): string | null {
  if (text === undefined) return null;
  const distance = text.replace(/^(?:utc|gmt)/, "");
  if (distance === "" || distance === "z") return "Z";
  const digits = distance.slice(1).replace(":", "").padEnd(4, "0");
  return `${distance[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

function readDate(text: string): DateText["date"] | null {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst !== null) {
    const [, year, , month, day] = yearFirst;
    return { kind: "known", year: Number(year), month: Number(month), day: Number(day) };
  }
  const digits = DIGITS.exec(text);
  if (digits !== null) {
    const [, first, separator = "", second, year = ""] = digits;
    // `24-03-04` may begin or end with its year.
    if (year.length === 2 && separator === "-") return null;
    return {
      kind: "digits",
      first: Number(first),
      second: Number(second),
      year: toFullYear(year),
      separator,
    };
  }
  return readNamedMonth(text);
}

function readNamedMonth(text: string): DateText["date"] | null {
  const [, day, name = "", year = ""] = DAY_FIRST.exec(text) ?? [];
  if (day !== undefined) return toKnown(name, day, year);
  const [, monthName = "", laterDay = "", fullYear = ""] = MONTH_FIRST.exec(text) ?? [];
  return laterDay === "" ? null : toKnown(monthName, laterDay, fullYear);
}

function toKnown(name: string, day: string, year: string): DateText["date"] | null {
  const month = MONTHS.findIndex((names) => names.includes(name.normalize("NFC"))) + 1;
  return month === 0 ? null : { kind: "known", year: toFullYear(year), month, day: Number(day) };
}

/** Two digits are a year from 1970 to 2069. */
function toFullYear(text: string): number {
  const year = Number(text);
  if (text.length !== 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

export function isMidnight({ hour, minute, second }: TimeText): boolean {
  return hour === 0 && minute === 0 && Number(second) === 0;
}
