import type { Brand } from "./brand";
import { requireWhole, toDecimal } from "./decimal";
import { type Rational, roundHalfUp } from "./rational";

/** Whole hundredths of a ratio of 0–1: 93 is 0.93. */
export type RatioHundredths = Brand<number, "hundredths of a ratio">;

/** @throws RangeError when the number is not whole. */
export function toRatioHundredths(hundredths: number): RatioHundredths {
  return requireWhole(hundredths, "hundredths of a ratio") as RatioHundredths;
}

/** Rounds an exact ratio of 0–1 half up to hundredths. */
export function roundToRatioHundredths(ratio: Rational): RatioHundredths {
  return toRatioHundredths(roundHalfUp(ratio, 100));
}

/** The ratio with two decimals: 93 is 0.93. */
export function toDecimalOfHundredths(hundredths: RatioHundredths): number {
  return toDecimal(hundredths, 100);
}
