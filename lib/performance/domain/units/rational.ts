/**
 * An exact quotient of two whole numbers with a positive denominator. It is not reduced: the few steps of a score keep
 * it small.
 */
export type Rational = { readonly numerator: bigint; readonly denominator: bigint };

export const ZERO: Rational = { numerator: 0n, denominator: 1n };

/**
 * @throws RangeError when the denominator is not positive or a number is not whole.
 */
export function rational(numerator: number | bigint, denominator: number | bigint): Rational {
  const divisor = BigInt(denominator);
  if (divisor <= 0n) throw new RangeError(`A denominator must be positive, not ${divisor}.`);
  return { numerator: BigInt(numerator), denominator: divisor };
}

export function add(left: Rational, right: Rational): Rational {
  if (left.denominator === right.denominator) {
    return { numerator: left.numerator + right.numerator, denominator: left.denominator };
  }
  return {
    numerator: left.numerator * right.denominator + right.numerator * left.denominator,
    denominator: left.denominator * right.denominator,
  };
}

export function negate(value: Rational): Rational {
  return { numerator: -value.numerator, denominator: value.denominator };
}

export function subtract(left: Rational, right: Rational): Rational {
  return add(left, negate(right));
}

export function multiply(left: Rational, right: Rational): Rational {
  return {
    numerator: left.numerator * right.numerator,
    denominator: left.denominator * right.denominator,
  };
}

export function sum(values: Iterable<Rational>): Rational {
  let total = ZERO;
  for (const value of values) total = add(total, value);
  return total;
}

/** The greatest whole number that is at most the value. */
export function floor({ numerator, denominator }: Rational): bigint {
  const truncated = numerator / denominator;
  return numerator < 0n && truncated * denominator !== numerator ? truncated - 1n : truncated;
}

/** Negative, zero or positive when `left` is below, equal to or above `right`. */
export function compare(left: Rational, right: Rational): number {
  const leftScaled = left.numerator * right.denominator;
  const rightScaled = right.numerator * left.denominator;
  return Number(leftScaled > rightScaled) - Number(leftScaled < rightScaled);
}

/**
 * The value in whole steps of `1 / unitsPerOne`, which is exactly `floor(value · unitsPerOne + 1/2)`: a tie is rounded
 * up, towards positive infinity, also below zero (-0.5 becomes 0).
 *
 * @throws RangeError when the result is outside the safe integers.
 */
export function roundHalfUp({ numerator, denominator }: Rational, unitsPerOne: number): number {
  const steps = floor({
    numerator: 2n * numerator * BigInt(unitsPerOne) + denominator,
    denominator: 2n * denominator,
  });
  const rounded = Number(steps);
  if (!Number.isSafeInteger(rounded)) {
    throw new RangeError(`${steps} is outside the safe integers.`);
  }
  return rounded;
}
