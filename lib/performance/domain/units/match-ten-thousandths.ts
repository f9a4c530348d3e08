import type { Brand } from "./brand";
import { parseSteps, requireWhole, toDecimal } from "./decimal";
import { type Rational, roundHalfUp } from "./rational";

/** Whole ten-thousandths of a skill match of 0–1: 9000 is 0.9. A sum of matches is in the same unit. */
export type MatchTenThousandths = Brand<number, "ten-thousandths of a skill match">;

/** A skill match of 1. */
export const FULL_MATCH = toMatchTenThousandths(10_000);

/** @throws RangeError when the number is not whole. */
export function toMatchTenThousandths(tenThousandths: number): MatchTenThousandths {
  return requireWhole(tenThousandths, "ten-thousandths of a skill match") as MatchTenThousandths;
}

/** Rounds an exact skill match of 0–1 half up. */
export function roundMatch(match: Rational): MatchTenThousandths {
  return toMatchTenThousandths(roundHalfUp(match, FULL_MATCH));
}

/**
 * Reads a skill match of 0–1, rounded half up: 0.9 is 9000.
 *
 * @throws RangeError when it is not a finite decimal number.
 */
export function parseMatch(match: number | string): MatchTenThousandths {
  return toMatchTenThousandths(parseSteps(match, 10_000));
}

/** The skill match with four decimals: 9000 is 0.9. */
export function toDecimalMatch(tenThousandths: MatchTenThousandths): number {
  return toDecimal(tenThousandths, 10_000);
}
