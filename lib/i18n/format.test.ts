import { describe, expect, it } from "vitest";
import german from "@/messages/de.json";
import english from "@/messages/en.json";
import { createFormat, missingSign } from "./format";
import { createTranslate } from "./messages";

const format = createFormat({
  locale: "en-GB",
  timeZone: "America/Santiago",
  translate: createTranslate("en-GB", english),
});
const inGerman = createFormat({
  locale: "de-DE",
  timeZone: "Europe/Berlin",
  translate: createTranslate("de-DE", german),
});

describe("createFormat", () => {
  it("formats a score like the endpoint, without padding", () => {
    expect([87.5, 100, 0, 72.06].map(format.score)).toEqual(["87.5", "100", "0", "72.06"]);
    expect(format.scoreColumn(87.5)).toBe("87.50");
    expect(inGerman.score(87.5)).toBe("87,5");
  });

  it("writes a number for an input without separators, by which it could be misread", () => {
    expect([1000, 1234.5].map(format.input)).toEqual(["1000", "1234.5"]);
    expect([1000, 1234.5].map(inGerman.input)).toEqual(["1000", "1234,5"]);
  });

  it("writes all four decimals of a ratio as percent", () => {
    expect([0.92, 0.9167, 1, 0].map(format.percent)).toEqual(["92%", "91.67%", "100%", "0%"]);
    expect(format.percentColumn(0.92)).toBe("92.00%");
  });

  it("formats a change with its sign, and no change without one", () => {
    expect([3.5, -2.1, 0].map(format.change)).toEqual(["+3.5", "−2.1", "0"]);
    expect(format.changeColumn(-0.4)).toBe("−0.40");
  });

  it("says in words whether a completion was early or late", () => {
    expect([1.2, -1, 0].map(format.speed)).toEqual([
      "1.2 days early",
      "1 day late",
      "exactly at the due time",
    ]);
    expect(inGerman.speed(-1.5)).toBe("1,5 Tage nach der Frist");
  });

  it("writes a dash for a missing value, and never for zero", () => {
    const {
      count,
      percent,
      percentColumn,
      score,
      scoreColumn,
      change,
      changeColumn,
      hours,
      speed,
    } = format;
    for (const write of [
      count,
      percent,
      percentColumn,
      score,
      scoreColumn,
      change,
      changeColumn,
      hours,
      speed,
    ]) {
      expect(write(null)).toBe(missingSign);
      expect(write(0)).not.toBe(missingSign);
    }
  });

  it("shows instants in the organization's zone, whatever the locale", () => {
    expect(format.dayAndTime("2026-03-01T01:30:00.000Z")).toBe("28 Feb 2026, 22:30");
    expect(format.toLocalDate(new Date("2026-03-01T01:30:00.000Z"))).toBe("2026-02-28");
    expect(inGerman.timeOf("2026-03-01T01:30:00.000Z")).toBe("02:30");
  });

  it("shows a local date as that date", () => {
    expect(format.day("2026-02-28")).toBe("28 Feb 2026");
  });
});
