import { describe, expect, test } from "vitest";
import {
  addDays,
  endOfDay,
  getFirstOfMonth,
  isTimeZone,
  parseLocalDate,
  parseLocalDateTime,
  startOfDay,
  toLocalDate,
} from "./local-time";

const parse = (text: string, timeZone = "Europe/Berlin", dateOnly: "start" | "end" = "end") =>
  parseLocalDateTime(text, timeZone, dateOnly)?.toISOString() ?? null;

describe("startOfDay, endOfDay, addDays and toLocalDate", () => {
  test.each([
    ["2024-05-15", "Europe/Berlin", 24],
    ["2024-03-31", "Europe/Berlin", 23],
    ["2024-10-27", "Europe/Berlin", 25],
    ["2024-03-10", "America/New_York", 23],
    ["2024-11-03", "America/New_York", 25],
    ["2024-09-08", "America/Santiago", 23],
    ["2024-04-06", "America/Santiago", 25],
    ["2024-10-06", "Australia/Lord_Howe", 23.5],
    ["2024-04-07", "Australia/Lord_Howe", 24.5],
    ["2024-02-29", "Asia/Kathmandu", 24],
    ["2011-12-30", "Pacific/Apia", 0],
  ])("computes for %s in %s a day of %d hours", (text, timeZone, hours) => {
    const date = parseLocalDate(text);
    const start = startOfDay(date, timeZone).getTime();
    expect(startOfDay(addDays(date, 1), timeZone).getTime() - start).toBe(hours * 3_600_000);
    expect(endOfDay(date, timeZone).getTime() - start).toBe(hours * 3_600_000 - 1000);
  });

  test("starts a day whose midnight is skipped after the gap", () => {
    expect(startOfDay(parseLocalDate("2024-09-08"), "America/Santiago").toISOString()).toBe(
      "2024-09-08T04:00:00.000Z",
    );
    expect(toLocalDate(new Date("2024-09-08T04:00:00Z"), "America/Santiago")).toBe("2024-09-08");
    expect(toLocalDate(new Date("2024-09-08T03:59:59.999Z"), "America/Santiago")).toBe(
      "2024-09-07",
    );
  });

  test("finds no instant on a day that a time zone skipped", () => {
    expect(toLocalDate(new Date("2011-12-30T09:59:59Z"), "Pacific/Apia")).toBe("2011-12-29");
    expect(toLocalDate(new Date("2011-12-30T10:00:00Z"), "Pacific/Apia")).toBe("2011-12-31");
  });

  test("returns the earlier date again after a clock is set back over midnight", () => {
    // In Newfoundland 00:01 became 23:01 of the day before.
    const dates = ["02:29:59", "02:30:30", "02:31:00", "03:29:59", "03:30:00"].map((time) =>
      toLocalDate(new Date(`2010-11-07T${time}Z`), "America/St_Johns"),
    );
    expect(dates).toEqual(["2010-11-06", "2010-11-07", "2010-11-06", "2010-11-06", "2010-11-07"]);
  });

  test("adds days across months, years and 29 February", () => {
    expect(addDays(parseLocalDate("2024-02-28"), 1)).toBe("2024-02-29");
    expect(addDays(parseLocalDate("2023-02-28"), 1)).toBe("2023-03-01");
    expect(addDays(parseLocalDate("2024-01-01"), -1)).toBe("2023-12-31");
    expect(addDays(parseLocalDate("2024-05-15"), 0)).toBe("2024-05-15");
  });

  test("rejects an instant without a local date, and an unknown time zone", () => {
    expect(() => toLocalDate(new Date(Number.NaN), "UTC")).toThrow(RangeError);
    expect(() => toLocalDate(new Date(8.64e15), "UTC")).toThrow(RangeError);
    expect(() => toLocalDate(new Date(0), "Mars/Olympus")).toThrow(RangeError);
  });
});

test.each([
  ["Europe/Berlin", true],
  ["America/Argentina/Buenos_Aires", true],
  ["UTC", true],
  ["Etc/GMT+1", true],
  ["+01:00", false],
  ["Mars/Olympus", false],
  ["", false],
  ["Europe/Berlin\u0000", false],
])("recognizes %j as the name of a time zone: %s", (text, isName) => {
  expect(isTimeZone(text)).toBe(isName);
});

describe("parseLocalDateTime", () => {
  test("parses a date without a time as the end or the start of the day in the time zone", () => {
    expect(parse("2024-05-15", "Europe/Berlin", "end")).toBe("2024-05-15T21:59:59.000Z");
    expect(parse("2024-05-15", "Europe/Berlin", "start")).toBe("2024-05-14T22:00:00.000Z");
    expect(parse("2024-10-27", "Europe/Berlin", "end")).toBe("2024-10-27T22:59:59.000Z");
  });

  test.each([
    ["2024-05-15T14:30", "2024-05-15T12:30:00.000Z"],
    ["2024-05-15 14:30:15", "2024-05-15T12:30:15.000Z"],
    ["2024-05-15T14:30:15.1239", "2024-05-15T12:30:15.123Z"],
    ["2024-05-15T14:30:15.5Z", "2024-05-15T14:30:15.500Z"],
    ["2024-05-15T14:30Z", "2024-05-15T14:30:00.000Z"],
    ["2024-05-15 14:30:15+05:45", "2024-05-15T08:45:15.000Z"],
    ["2024-05-15T14:30:15-0330", "2024-05-15T18:00:15.000Z"],
    ["2024-05-15T14:30:15+02", "2024-05-15T12:30:15.000Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"],
  ])("parses %s as %s", (text, instant) => {
    expect(parse(text)).toBe(instant);
  });

  test.each([
    ["Europe/Berlin", "2024-10-27T02:30", "2024-10-27T00:30:00.000Z"],
    ["Australia/Lord_Howe", "2024-04-07T01:45", "2024-04-06T14:45:00.000Z"],
    ["America/Santiago", "2024-04-06T23:30", "2024-04-07T02:30:00.000Z"],
  ])("parses in %s the ambiguous time %s as the earlier instant", (timeZone, text, instant) => {
    expect(parse(text, timeZone)).toBe(instant);
  });

  test.each([
    ["Europe/Berlin", "2024-03-31T02:00", "2024-03-31T01:00:00.000Z"],
    ["Europe/Berlin", "2024-03-31T02:59:59.999", "2024-03-31T01:00:00.000Z"],
    ["America/Santiago", "2024-09-08T00:30", "2024-09-08T04:00:00.000Z"],
    ["Australia/Lord_Howe", "2024-10-06T02:15", "2024-10-05T15:30:00.000Z"],
    ["Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00:00.000Z"],
  ])(
    "parses in %s the skipped time %s as the first instant after the gap",
    (zone, text, instant) => {
      expect(parse(text, zone)).toBe(instant);
    },
  );

  test.each([
    "",
    "yesterday",
    "2023-02-29",
    "2023-02-30T10:00",
    "2024-13-01",
    "2024-00-10",
    "2024-1-5",
    "15.05.2024",
    "05/15/2024",
    "1899-12-31",
    "2201-01-01",
    "20240515",
    "2024-05-15T",
    "2024-05-15T10",
    "2024-05-15T24:00",
    "2024-05-15T10:60",
    "2024-05-15T10:00:60",
    "2024-05-15T10:00:00.",
    "2024-05-15T10:00+24:00",
    "2024-05-15T10:00+01:60",
    "2024-05-15T10:00+01:",
    "2024-05-15T10:00 CET",
    "2024-05-15Z",
    " 2024-05-15",
    "2024-05-15\n",
    "2024-05-15T10:00:00Z; DROP",
    "٢٠٢٤-٠٥-١٥",
  ])("rejects %j as a date and time", (text) => {
    expect(parse(text)).toBeNull();
  });

  test("accepts the years 1900 and 2200", () => {
    expect(parse("1900-01-01T00:00Z")).toBe("1900-01-01T00:00:00.000Z");
    expect(parse("2200-12-31T23:59Z")).toBe("2200-12-31T23:59:00.000Z");
  });
});

describe("parseLocalDate", () => {
  test.each(["2024-02-29", "0000-01-01", "1899-12-31", "9999-12-31"])(
    "accepts %s as a local date",
    (text) => {
      expect(parseLocalDate(text)).toBe(text);
    },
  );

  test.each([
    "2023-02-29",
    "2024-00-10",
    "2024-1-5",
    "-000001-01-01",
    "2024-05-15T",
    "15.05.2024",
    "",
  ])("rejects %j as a local date", (text) => {
    expect(() => parseLocalDate(text)).toThrow(RangeError);
  });
});

test.each([
  ["2024-02-29", "2024-02-01"],
  ["2024-12-01", "2024-12-01"],
])("finds for %s the first day of its month %s", (date, first) => {
  expect(getFirstOfMonth(parseLocalDate(date))).toBe(first);
});
