import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import {
  compare,
  rational,
  roundHalfUp,
  subtract,
  sum,
} from "@/lib/performance/domain/units/rational";
import { apportionByLargestRemainder } from "./largest-remainder";

const parts = fc.array(
  fc
    .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.constantFrom(1, 2, 3, 7, 1000))
    .map(([numerator, denominator]) => rational(numerator, denominator)),
  { minLength: 1, maxLength: 5 },
);

function add(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

test("rounds parts so that they add up to any total", () => {
  assertProperty(
    fc.property(parts, fc.integer({ min: -1000, max: 1000 }), (exact, total) => {
      expect(add(apportionByLargestRemainder(exact, total))).toBe(total);
    }),
  );
});

test("rounds parts of a difference of rounded numbers to within 1, and whole parts exactly", () => {
  assertProperty(
    fc.property(parts, fc.integer(), fc.constantFrom(1, 2, 3, 7), (exact, start, divisor) => {
      const before = rational(start, divisor);
      const after = subtract(sum(exact), subtract(rational(0, 1), before));
      const rounded = apportionByLargestRemainder(
        exact,
        roundHalfUp(after, 1) - roundHalfUp(before, 1),
      );
      for (const [index, part] of exact.entries()) {
        const error = subtract(rational(rounded[index] ?? 0, 1), part);
        expect(compare(error, rational(1, 1))).toBe(-1);
        expect(compare(error, rational(-1, 1))).toBe(1);
        if (part.denominator === 1n) expect(error.numerator).toBe(0n);
      }
    }),
  );
});

test("rounds up the parts with the largest remainders, of equal ones the earlier part", () => {
  expect(apportionByLargestRemainder([rational(1, 3), rational(2, 3)], 1)).toEqual([0, 1]);
  expect(apportionByLargestRemainder([rational(1, 2), rational(1, 2), rational(1, 1)], 2)).toEqual([
    1, 0, 1,
  ]);
  expect(apportionByLargestRemainder([rational(-1, 3), rational(-2, 3)], -1)).toEqual([0, -1]);
});

test("rounds to a total that the remainders cannot reach by changing all parts evenly first", () => {
  const thirds = [rational(1, 3), rational(1, 3), rational(1, 3)];
  expect(apportionByLargestRemainder(thirds, 4)).toEqual([2, 1, 1]);
  expect(apportionByLargestRemainder([rational(1, 3), rational(2, 3)], -1)).toEqual([-1, 0]);
});

test("rejects a total other than 0 without a part", () => {
  expect(apportionByLargestRemainder([], 0)).toEqual([]);
  expect(() => apportionByLargestRemainder([], 1)).toThrow(RangeError);
});
