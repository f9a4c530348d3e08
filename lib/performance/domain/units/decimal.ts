import { type Rational, rational, roundHalfUp } from "./rational";

/** One decimal has 1, 100 or 10000 steps: no decimals, two or four. */
export type StepsPerOne = 1 | 100 | 10_000;

const DECIMAL = /^([+-]?)(\d{1,400})(?:\.(\d{0,400}))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * The exact value of a decimal text. A JavaScript number counts as its shortest decimal text, so 1.005 is 1005/1000,
 * although the nearest double is below it.
 *
 * @throws RangeError when it is not a finite decimal number.
 */
export function parseDecimal(value: number | string): Rational {
  const [, sign, whole = "", fraction = "", exponent = "0"] = DECIMAL.exec(`${value}`) ?? [];
  if (sign === undefined) throw new RangeError("The text is not a decimal number.");
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const shift = Number(exponent) - fraction.length;
  return shift < 0
    ? rational(digits, 10n ** BigInt(-shift))
    : rational(digits * 10n ** BigInt(shift), 1);
}

/**
 * A decimal number in whole steps of `1 / stepsPerOne`, rounded half up.
 *
 * @throws RangeError when it is not a finite decimal, or outside the safe integers.
 */
export function parseSteps(value: number | string, stepsPerOne: StepsPerOne): number {
  return roundHalfUp(parseDecimal(value), stepsPerOne);
}

/** The decimal number of a whole number of steps: the double nearest to it. */
export function toDecimal(steps: number, stepsPerOne: StepsPerOne): number {
  return steps / stepsPerOne;
}

/**
 * Rounds half up to two or four decimals.
 *
 * @throws RangeError when the result is outside the safe integers.
 */
export function roundToDecimal(value: Rational, stepsPerOne: StepsPerOne): number {
  return toDecimal(roundHalfUp(value, stepsPerOne), stepsPerOne);
}

/** @throws RangeError when the number is not whole or outside the safe integers. */
export function requireWhole(value: number, unit: string): number {
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`${value} is not a whole number of ${unit}.`);
  }
  return value;
}
