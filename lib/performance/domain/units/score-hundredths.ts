import type { Brand } from "./brand";
import { parseSteps, requireWhole, toDecimal } from "./decimal";
import { type Rational, roundHalfUp } from "./rational";

/**
 * Whole hundredths of a point of the score: 9450 is 94.5. A score is 0–10000; a part of a score, the difference of two
 * scores and a sum of scores are in the same unit.
 */
export type ScoreHundredths = Brand<number, "hundredths of a score">;

export const ZERO_SCORE = toScoreHundredths(0);

/** A score of 100. */
export const FULL_SCORE = toScoreHundredths(10_000);

/** @throws RangeError when the number is not whole. */
export function toScoreHundredths(hundredths: number): ScoreHundredths {
  return requireWhole(hundredths, "hundredths of a score") as ScoreHundredths;
}

/**
 * Rounds an exact score half up to hundredths.
 *
 * @param hundredths before rounding.
 */
export function roundScore(hundredths: Rational): ScoreHundredths {
  return toScoreHundredths(roundHalfUp(hundredths, 1));
}

/**
 * Reads a score of 0–100, rounded half up: 94.5 is 9450.
 *
 * @throws RangeError when it is not a finite decimal number.
 */
export function parseScore(score: number | string): ScoreHundredths {
  return toScoreHundredths(parseSteps(score, 100));
}

/** The score with two decimals: 9450 is 94.5. */
export function toDecimalScore(hundredths: ScoreHundredths): number {
  return toDecimal(hundredths, 100);
}

export function sumScores(scores: Iterable<ScoreHundredths>): ScoreHundredths {
  let total = 0;
  for (const score of scores) total += score;
  return toScoreHundredths(total);
}

export function subtractScores(
  minuend: ScoreHundredths,
  subtrahend: ScoreHundredths,
): ScoreHundredths {
  return toScoreHundredths(minuend - subtrahend);
}

/** The change from one score to another; null when one of them is unknown. */
export function computeScoreChange(
  before: ScoreHundredths | null,
  after: ScoreHundredths | null,
): ScoreHundredths | null {
  return before === null || after === null ? null : subtractScores(after, before);
}
