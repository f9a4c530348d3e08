import { describe, expect, it } from "vitest";
import { addUnits, countUnits, startOfUnit, toAxisTime, toDayOfTime } from "./local-days";

const start = (day: string, unit: "day" | "week" | "month" | "quarter" | "year") =>
  toDayOfTime(startOfUnit(toAxisTime(day), unit));
const add = (day: string, amount: number, unit: "day" | "week" | "month" | "quarter" | "year") =>
  toDayOfTime(addUnits(toAxisTime(day), amount, unit));

describe("local days on a time axis", () => {
  it("are read back unchanged", () => {
    expect(toDayOfTime(toAxisTime("2028-02-29"))).toBe("2028-02-29");
  });

  it("have a start of their week, month, quarter and year", () => {
    expect([
      start("2026-11-22", "week"),
      start("2026-11-22", "month"),
      start("2026-11-22", "quarter"),
      start("2026-11-22", "year"),
    ]).toEqual(["2026-11-16", "2026-11-01", "2026-10-01", "2026-01-01"]);
  });

  it("are added across the ends of months and years", () => {
    expect([
      add("2026-12-31", 1, "day"),
      add("2026-12-31", 1, "week"),
      add("2026-12-01", 1, "month"),
      add("2026-11-01", 1, "quarter"),
    ]).toEqual(["2027-01-01", "2027-01-07", "2027-01-01", "2027-02-01"]);
  });

  it("have whole units countBetween each other", () => {
    const countBetween = (
      later: string,
      earlier: string,
      unit: "day" | "week" | "month" | "year",
    ) => countUnits(toAxisTime(later), toAxisTime(earlier), unit);
    expect([
      countBetween("2026-11-22", "2025-11-23", "day"),
      countBetween("2026-11-22", "2026-11-09", "week"),
      countBetween("2026-11-22", "2026-08-23", "month"),
      countBetween("2026-11-22", "2025-11-22", "year"),
    ]).toEqual([364, 1, 2, 1]);
  });
});
