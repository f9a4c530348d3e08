import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLocalDateTime } from "@/lib/performance/domain/time/local-time";
import {
  formatLocalDateTime,
  splitLocalDateTime,
  toLocalDateTime,
  toZonedText,
} from "./local-date-time";

const zones = ["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "UTC"];

describe("a time in the organization's zone", () => {
  it("is the local day and time", () => {
    expect(toLocalDateTime("2026-07-01T12:05:59Z", "Europe/Berlin", "end")).toEqual({
      date: "2026-07-01",
      time: "14:05",
    });
    expect(toLocalDateTime(null, "Europe/Berlin", "end")).toEqual({ date: "", time: "" });
  });

  it("is a day alone where that means the same, also on days of 23 and 25 hours", () => {
    const ends = ["2026-03-29T21:59:59Z", "2026-10-25T22:59:59Z"];
    expect(
      ends.map((end) => formatLocalDateTime(toLocalDateTime(end, "Europe/Berlin", "end"))),
    ).toEqual(["2026-03-29", "2026-10-25"]);
    expect(
      formatLocalDateTime(toLocalDateTime("2026-10-24T22:00:00Z", "Europe/Berlin", "start")),
    ).toBe("2026-10-25");
    expect(
      formatLocalDateTime(toLocalDateTime("2026-10-24T22:00:00Z", "Europe/Berlin", "end")),
    ).toBe("2026-10-25T00:00");
  });

  it("is read back unchanged, except in the hour that occurs twice", () => {
    const minute = 60_000;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 70 * 365 * 24 * 60 }),
        fc.constantFrom(...zones),
        fc.constantFrom("start", "end"),
        (minutes, zone, dateOnly) => {
          const instant = minutes * minute;
          const shown = toLocalDateTime(new Date(instant).toISOString(), zone, dateOnly);
          const read =
            parseLocalDateTime(formatLocalDateTime(shown), zone, dateOnly)?.getTime() ?? Number.NaN;
          const again = toLocalDateTime(new Date(read).toISOString(), zone, dateOnly);
          expect(again).toEqual(shown);
          expect(instant - read).toBeGreaterThanOrEqual(0);
          expect(instant - read).toBeLessThanOrEqual(120 * minute);
        },
      ),
    );
    const second = "2026-10-25T01:30:00Z";
    const text = formatLocalDateTime(toLocalDateTime(second, "Europe/Berlin", "end"));
    expect(parseLocalDateTime(text, "Europe/Berlin", "end")?.toISOString()).toBe(
      "2026-10-25T00:30:00.000Z",
    );
  });

  it("is sent as the instant that the server reads from the same text in the organization's zone", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -70 * 365 * 24 * 60, max: 70 * 365 * 24 * 60 }),
        fc.constantFrom(...zones, "Australia/Lord_Howe", "Africa/Casablanca"),
        (minutes, zone) => {
          const text = new Date(minutes * 60_000).toISOString().slice(0, 16);
          expect(toZonedText(text, zone)).toBe(
            parseLocalDateTime(text, zone, "start")?.toISOString(),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ["2026-10-25T02:30", "2026-10-25T00:30:00.000Z"],
    ["2026-03-29T02:30", "2026-03-29T01:00:00.000Z"],
    ["2026-05-15T09:15", "2026-05-15T07:15:00.000Z"],
    ["2026-05-15", "2026-05-15"],
    ["", ""],
    ["soonT", "soonT"],
  ])("sends the text “%s” in Berlin as “%s”", (text, sent) => {
    expect(toZonedText(text, "Europe/Berlin")).toBe(sent);
  });

  it.each([
    ["", { date: "", time: "" }],
    ["2026-05-15", { date: "2026-05-15", time: "" }],
    ["2026-05-15T09:15", { date: "2026-05-15", time: "09:15" }],
  ])("splits the text “%s” into a day and a time of day, and joins them again", (text, parts) => {
    expect(splitLocalDateTime(text)).toEqual(parts);
    expect(formatLocalDateTime(parts)).toBe(text);
  });
});
