import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import {
  computeDecimalRatio,
  convertPercentToRatio,
  convertRatioToPercent,
  parsePercent,
  roundRatio,
  toDecimalPercent,
  toDecimalRatio,
  toRatioTenThousandths,
} from "./ratio-ten-thousandths";
import { rational } from "./rational";

const ratios = fc.integer({ min: 0, max: 10_000 }).map(toRatioTenThousandths);

test("converts any ratio to a percentage and back exactly", () => {
  assertProperty(
    fc.property(ratios, (ratio) => {
      expect(toDecimalPercent(ratio)).toBe(Number(`${ratio}e-2`));
      expect(parsePercent(toDecimalPercent(ratio))).toBe(ratio);
      expect(convertRatioToPercent(toDecimalRatio(ratio))).toBe(toDecimalPercent(ratio));
      expect(convertPercentToRatio(toDecimalPercent(ratio))).toBe(toDecimalRatio(ratio));
    }),
  );
});

test("shows a ratio of 0.5743 as exactly 57.43 percent", () => {
  expect(toDecimalPercent(toRatioTenThousandths(5743))).toBe(57.43);
  expect(parsePercent("57.43")).toBe(5743);
  expect(parsePercent("0.005")).toBe(1);
  expect(convertRatioToPercent(0.2857)).toBe(28.57);
});

test("converts a percentage outside its range to a ratio outside its range", () => {
  expect(convertPercentToRatio(100.001)).toBe(1.00001);
  assertProperty(
    fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (excess) => {
      expect(convertPercentToRatio(100 + excess)).toBeGreaterThan(1);
      expect(convertPercentToRatio(-excess)).toBeLessThan(0);
    }),
  );
  expect(convertPercentToRatio(Number.MAX_VALUE)).toBeGreaterThan(1);
});

test("computes the ratio of two whole numbers rounded half up to four decimals", () => {
  assertProperty(
    fc.property(fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (part, whole) => {
      const expected = toDecimalRatio(roundRatio(rational(part, whole)));
      expect(computeDecimalRatio(part, whole)).toBe(expected);
      expect(Math.abs(expected - part / whole)).toBeLessThanOrEqual(0.00005 + 1e-9);
    }),
  );
  expect(computeDecimalRatio(1, 20_000)).toBe(0.0001);
  expect(computeDecimalRatio(1, 3)).toBe(0.3333);
});

test("computes no ratio of a whole of 0", () => {
  expect(computeDecimalRatio(0, 0)).toBeNull();
});
