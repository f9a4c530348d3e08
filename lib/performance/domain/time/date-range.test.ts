import * as fc from "fast-check";
import { expect, test } from "vitest";
import { buildSnapshots } from "@/lib/performance/domain/ledger/snapshots";
import { add, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import { facts } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildPolicy } from "@/lib/performance/domain/testing/samples";
import { computeRangeSums, getPrecedingRange, toDateRange } from "./date-range";
import { parseLocalDate } from "./local-time";

test("ends a date range with today in the organization's time zone", () => {
  const now = new Date("2024-03-01T03:00:00Z");
  expect(toDateRange(now, 1, "UTC")).toEqual({ from: "2024-03-01", to: "2024-03-01" });
  expect(toDateRange(now, 2, "UTC")).toEqual({ from: "2024-02-29", to: "2024-03-01" });
  expect(toDateRange(now, 30, "America/New_York")).toEqual({
    from: "2024-01-31",
    to: "2024-02-29",
  });
  expect(toDateRange(now, 36_500, "UTC")).toEqual({ from: "1924-03-27", to: "2024-03-01" });
});

test.each([0, -1, 1.5, Number.NaN])("rejects a date range of %d days", (days) => {
  expect(() => toDateRange(new Date("2024-03-01T03:00:00Z"), days, "UTC")).toThrow(RangeError);
});

test("computes zero sums for a range without snapshots", () => {
  expect(computeRangeSums(null, null)).toEqual(ZERO_SUMS);
});

test("computes the sums of a range from two snapshots", () => {
  const days = fc.integer({ min: 1, max: 60 });
  assertProperty(
    fc.property(fc.array(facts, { maxLength: 25 }), days, (added, length) => {
      const { from, to } = toDateRange(new Date("2024-04-20T12:00:00Z"), length, "UTC");
      const snapshots = buildSnapshots(added, [buildPolicy()]);
      const atEnd = snapshots.findLast(({ date }) => date <= to)?.cumulative ?? null;
      const before = snapshots.findLast(({ date }) => date < from)?.cumulative ?? null;
      const within = added.filter(({ completedOn }) => from <= completedOn && completedOn <= to);
      expect(computeRangeSums(atEnd, before)).toEqual(within.reduce(add, ZERO_SUMS));
    }),
  );
});

test("finds the preceding range of the same length that ends the day before", () => {
  const month = { from: parseLocalDate("2026-03-01"), to: parseLocalDate("2026-03-30") };
  expect(getPrecedingRange(month)).toEqual({ from: "2026-01-30", to: "2026-02-28" });
  const day = { from: parseLocalDate("2026-05-15"), to: parseLocalDate("2026-05-15") };
  expect(getPrecedingRange(day)).toEqual({ from: "2026-05-14", to: "2026-05-14" });
});
