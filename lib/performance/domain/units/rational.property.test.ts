import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { add, compare, floor, multiply, rational, roundHalfUp, subtract } from "./rational";

const wholes = fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n });
const rationals = fc
  .tuple(wholes, fc.bigInt({ min: 1n, max: 2n ** 40n }))
  .map(([numerator, denominator]) => rational(numerator, denominator));

test("rounds to the only whole number within half a step, and up in a tie", () => {
  assertProperty(
    fc.property(rationals, fc.constantFrom(1, 100, 10_000), (value, units) => {
      const small = { ...value, numerator: value.numerator / 2n ** 30n };
      const doubledError =
        2n *
        (BigInt(roundHalfUp(small, units)) * small.denominator - small.numerator * BigInt(units));
      expect(doubledError > -small.denominator).toBe(true);
      expect(doubledError <= small.denominator).toBe(true);
    }),
  );
});

test.each([
  [1, 2, 1],
  [-1, 2, 0],
  [-3, 2, -1],
  [3, 2, 2],
  [-2, 3, -1],
  [0, 5, 0],
])("rounds the quotient %i/%i half up to %i", (numerator, denominator, rounded) => {
  expect(roundHalfUp(rational(numerator, denominator), 1)).toBe(rounded);
});

test("computes the floor as the greatest whole number that is at most the value", () => {
  assertProperty(
    fc.property(rationals, (value) => {
      const whole = floor(value);
      expect(compare(rational(whole, 1), value)).toBeLessThanOrEqual(0);
      expect(compare(rational(whole + 1n, 1), value)).toBe(1);
    }),
  );
});

test("subtracts what was added, and distributes multiplication over addition", () => {
  assertProperty(
    fc.property(rationals, rationals, rationals, (left, right, factor) => {
      expect(compare(subtract(add(left, right), right), left)).toBe(0);
      const whole = multiply(factor, add(left, right));
      const parts = add(multiply(factor, left), multiply(factor, right));
      expect(compare(whole, parts)).toBe(0);
    }),
  );
});

test("rejects a denominator that is not positive and a result outside the safe integers", () => {
  expect(() => rational(1, 0)).toThrow(RangeError);
  expect(() => rational(1, -2)).toThrow(RangeError);
  expect(() => roundHalfUp(rational(2n ** 53n, 1), 1)).toThrow(RangeError);
});
