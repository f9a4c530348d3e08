import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { parseDecimal, parseSteps, requireWhole, roundToDecimal, toDecimal } from "./decimal";
import { rational } from "./rational";

describe("parseSteps", () => {
  test.each([
    ["0.00005", 10_000, 1],
    ["0.00004999999999999999999999", 10_000, 0],
    ["1.005", 100, 101],
    [1.005, 100, 101],
    [0.1 + 0.2, 10_000, 3000],
    ["7.5", 100, 750],
    ["10", 100, 1000],
    ["1.", 100, 100],
    ["-0.005", 100, 0],
    ["-0.006", 100, -1],
    ["5e-1", 100, 50],
    [1e-7, 10_000, 0],
    ["1e3", 100, 100_000],
    ["+0.5", 10_000, 5000],
    ["2.5", 1, 3],
  ] as const)("rounds %s half up to steps of 1/%i: %i", (value, stepsPerOne, steps) => {
    expect(parseSteps(value, stepsPerOne)).toBe(steps);
  });

  test.each(["", " 1", "1,5", "0x10", "NaN", "Infinity", "1e", "--1", "1e999", "9".repeat(401)])(
    "rejects the text %j as a decimal number",
    (text) => {
      expect(() => parseSteps(text, 100)).toThrow(RangeError);
    },
  );

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e300])(
    "rejects the number %d as a decimal number",
    (value) => {
      expect(() => parseSteps(value, 100)).toThrow(RangeError);
    },
  );

  test("rounds the exact value of any decimal text half up, and only once", () => {
    const digits = fc.bigInt({ min: -(10n ** 11n), max: 10n ** 11n });
    const steps = fc.constantFrom(1, 100, 10_000);
    assertProperty(
      fc.property(digits, fc.integer({ min: 0, max: 9 }), steps, (number, places, stepsPerOne) => {
        const text = `${number}e-${places}`;
        const scale = 10n ** BigInt(places);
        const rounded = BigInt(parseSteps(text, stepsPerOne));
        const doubledError = 2n * (rounded * scale - number * BigInt(stepsPerOne));
        expect(doubledError > -scale && doubledError <= scale).toBe(true);
      }),
    );
  });
});

test("reads back any number of steps from its decimal number", () => {
  const steps = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
  assertProperty(
    fc.property(steps, fc.constantFrom(1, 100, 10_000), (number, stepsPerOne) => {
      expect(parseSteps(toDecimal(number, stepsPerOne), stepsPerOne)).toBe(number);
    }),
  );
});

test("parses a decimal number as an exact quotient", () => {
  expect(parseDecimal("1.005")).toEqual(rational(1005, 1000));
  expect(parseDecimal(1e21)).toEqual(rational(10n ** 21n, 1));
});

test("rounds a quotient half up to two or four decimals", () => {
  expect(roundToDecimal(rational(2, 3), 100)).toBe(0.67);
  expect(roundToDecimal(rational(2, 3), 10_000)).toBe(0.6667);
  expect(roundToDecimal(rational(1, 200), 100)).toBe(0.01);
  expect(roundToDecimal(rational(-1, 200), 100)).toBe(0);
});

test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
  "rejects %d as a whole number of a unit, by the name of the unit",
  (value) => {
    expect(() => requireWhole(value, "hundredths")).toThrow("hundredths");
  },
);
