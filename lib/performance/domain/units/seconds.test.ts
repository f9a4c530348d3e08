import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { countWholeSeconds } from "./seconds";

test("counts whole seconds between two instants, rounded down also backwards", () => {
  const from = new Date("2024-05-15T12:00:00Z");
  assertProperty(
    fc.property(fc.integer({ min: -100_000, max: 100_000 }), (milliseconds) => {
      const seconds = countWholeSeconds(from, new Date(from.getTime() + milliseconds));
      expect(seconds * 1000).toBeLessThanOrEqual(milliseconds);
      expect((seconds + 1) * 1000).toBeGreaterThan(milliseconds);
    }),
  );
  expect(countWholeSeconds(from, new Date("2024-05-15T11:59:59.999Z"))).toBe(-1);
});

test("rejects an invalid date instead of counting seconds", () => {
  expect(() => countWholeSeconds(new Date(Number.NaN), new Date(0))).toThrow(RangeError);
});
