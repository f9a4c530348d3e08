import type { Brand } from "./brand";
import { parseDecimal, parseSteps, requireWhole, toDecimal } from "./decimal";
import { type Rational, rational, roundHalfUp } from "./rational";

/** Whole ten-thousandths of a ratio of 0–1, which are hundredths of a percent: 9250 is 0.925 and 92.5 %. */
export type RatioTenThousandths = Brand<number, "ten-thousandths of a ratio">;

/** A ratio of 1. */
export const FULL_RATIO = toRatioTenThousandths(10_000);

/** @throws RangeError when the number is not whole. */
export function toRatioTenThousandths(tenThousandths: number): RatioTenThousandths {
  return requireWhole(tenThousandths, "ten-thousandths of a ratio") as RatioTenThousandths;
}

/** Rounds an exact ratio half up. */
export function roundRatio(ratio: Rational): RatioTenThousandths {
  return toRatioTenThousandths(roundHalfUp(ratio, FULL_RATIO));
}

/**
 * Reads a ratio, rounded half up: 0.925 is 9250.
 *
 * @throws RangeError when it is not a finite decimal number.
 */
export function parseRatio(ratio: number | string): RatioTenThousandths {
  return toRatioTenThousandths(parseSteps(ratio, 10_000));
}

/**
 * Reads a percentage, rounded half up: 92.5 is 9250.
 *
 * @throws RangeError when it is not a finite decimal number.
 */
export function parsePercent(percent: number | string): RatioTenThousandths {
  return toRatioTenThousandths(parseSteps(percent, 100));
}

/** The ratio with four decimals: 9250 is 0.925. */
export function toDecimalRatio(tenThousandths: RatioTenThousandths): number {
  return toDecimal(tenThousandths, 10_000);
}

/** The ratio in percent with two decimals: 9250 is 92.5. */
export function toDecimalPercent(tenThousandths: RatioTenThousandths): number {
  return toDecimal(tenThousandths, 100);
}

/**
 * A decimal ratio in percent, rounded half up to two decimals: 0.925 is 92.5.
 *
 * @throws RangeError when it is not a finite decimal number.
 */
export function convertRatioToPercent(ratio: number): number {
  return toDecimalPercent(parseRatio(ratio));
}

/**
 * A percentage as a decimal ratio, not rounded to its unit: 100.001 is 1.00001, which a check of the range must see.
 *
 * @throws RangeError when it is not a finite decimal number.
 */
export function convertPercentToRatio(percent: number): number {
  const { numerator, denominator } = parseDecimal(percent);
  return Number(numerator) / Number(denominator * 100n);
}

/**
 * The ratio of two whole numbers, rounded half up to four decimals; null for a whole of 0.
 *
 * @throws RangeError when a number is not whole or `whole` is negative.
 */
export function computeDecimalRatio(part: number, whole: number): number | null {
  return whole === 0 ? null : toDecimalRatio(roundRatio(rational(part, whole)));
}
