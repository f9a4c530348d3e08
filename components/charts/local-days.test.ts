import { describe, expect, it } from "vitest";
import { addUnits, startOfUnit, timeOfDay, toDayOfTime, unitsBetween } from "./local-days";

const start = (day: string, unit: "day" | "week" | "month" | "quarter" | "year") =>
  toDayOfTime(startOfUnit(timeOfDay(day), unit));
const add = (day: string, amount: number, unit: "day" | "week" | "month" | "quarter" | "year") =>
  toDayOfTime(addUnits(timeOfDay(day), amount, unit));

describe("local days on a time axis", () => {
  it("come back as they were put in", () => {
    expect(toDayOfTime(timeOfDay("2028-02-29"))).toBe("2028-02-29");
  });

  it("are found at the start of their week, month, quarter and year", () => {
    expect([
      start("2026-11-22", "week"),
      start("2026-11-22", "month"),
      start("2026-11-22", "quarter"),
      start("2026-11-22", "year"),
    ]).toEqual(["2026-11-16", "2026-11-01", "2026-10-01", "2026-01-01"]);
  });

  it("are counted on over the ends of months and years", () => {
    expect([
      add("2026-12-31", 1, "day"),
      add("2026-12-31", 1, "week"),
      add("2026-12-01", 1, "month"),
      add("2026-11-01", 1, "quarter"),
    ]).toEqual(["2027-01-01", "2027-01-07", "2027-01-01", "2027-02-01"]);
  });

  it("have whole units between them", () => {
    const between = (later: string, earlier: string, unit: "day" | "week" | "month" | "year") =>
      unitsBetween(timeOfDay(later), timeOfDay(earlier), unit);
    expect([
      between("2026-11-22", "2025-11-23", "day"),
      between("2026-11-22", "2026-11-09", "week"),
      between("2026-11-22", "2026-08-23", "month"),
      between("2026-11-22", "2025-11-22", "year"),
    ]).toEqual([364, 1, 2, 1]);
  });
});
