import { expect, test } from "vitest";
import {
  roundToRatioHundredths,
  toDecimalOfHundredths,
  toRatioHundredths,
} from "./ratio-hundredths";
import { rational } from "./rational";

test("a ratio is rounded half up to hundredths, and read with two decimals", () => {
  const round = (numerator: number, denominator: number) =>
    toDecimalOfHundredths(roundToRatioHundredths(rational(numerator, denominator)));
  expect([round(1, 3), round(1, 200), round(1, 1), round(0, 7)]).toEqual([0.33, 0.01, 1, 0]);
  expect(() => toRatioHundredths(0.5)).toThrow(RangeError);
});
