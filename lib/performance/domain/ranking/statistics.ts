import { rational } from "@/lib/performance/domain/units/rational";
import {
  roundScore,
  type ScoreHundredths,
  subtractScores,
  toScoreHundredths,
} from "@/lib/performance/domain/units/score-hundredths";

/** Figures over scores; null without a score. */
export type Statistics = {
  readonly mean: ScoreHundredths | null;
  /** The middle score, or the mean of the two middle ones. */
  readonly median: ScoreHundredths | null;
  /** Of the population, not of a sample: 0 for a single score. */
  readonly standardDeviation: ScoreHundredths | null;
  readonly minimum: ScoreHundredths | null;
  readonly maximum: ScoreHundredths | null;
  /** Maximum minus minimum. */
  readonly range: ScoreHundredths | null;
};

/**
 * The spread of scores, exactly: `squares = n · Σx² − (Σx)²`, so that the population standard deviation, the root of
 * `Σ(x − mean)² / n`, is `sqrt(squares) / n`.
 */
export type Spread = { readonly count: number; readonly squares: bigint };

const NO_STATISTICS: Statistics = {
  mean: null,
  median: null,
  standardDeviation: null,
  minimum: null,
  maximum: null,
  range: null,
};

/**
 * With n scores x: mean `Σx / n`; median; population standard deviation `sqrt(n · Σx² − (Σx)²) / n`. Each is exact and
 * rounded once, half up, to hundredths, like `round(avg(x), 2)`, `percentile_cont(0.5)` and `stddev_pop` in SQL.
 *
 * @param scores in any order.
 */
export function computeStatistics(scores: readonly ScoreHundredths[]): Statistics {
  const ordered = [...scores].sort((left, right) => left - right);
  const minimum = ordered[0];
  const maximum = ordered.at(-1);
  if (minimum === undefined || maximum === undefined) return NO_STATISTICS;
  return {
    mean: roundScore(rational(sumValues(ordered), ordered.length)),
    median: computeMedian(ordered),
    standardDeviation: roundDeviation(computeSpread(ordered)),
    minimum,
    maximum,
    range: subtractScores(maximum, minimum),
  };
}

export function computeSpread(values: readonly ScoreHundredths[]): Spread {
  const sum = sumValues(values);
  const sumOfSquares = values.reduce((squares, value) => squares + BigInt(value) ** 2n, 0n);
  return { count: values.length, squares: BigInt(values.length) * sumOfSquares - sum * sum };
}

/**
 * The standard deviation, rounded half up to hundredths; null without scores. With `r =
 * floor(sqrt(4 · squares))` it is `floor((r + n) / 2n)`: exact, because the floor of a quotient by a whole number does
 * not change when its numerator is floored first.
 */
export function roundDeviation({ count, squares }: Spread): ScoreHundredths | null {
  if (count === 0) return null;
  const size = BigInt(count);
  return toScoreHundredths(Number((computeFloorRoot(4n * squares) + size) / (2n * size)));
}

/** Whether the exact standard deviation is at most `limit`; false without scores. */
export function isDeviationWithin({ count, squares }: Spread, limit: ScoreHundredths): boolean {
  return count > 0 && squares <= (BigInt(limit) * BigInt(count)) ** 2n;
}

function computeMedian(ordered: readonly ScoreHundredths[]): ScoreHundredths | null {
  const upper = ordered[Math.floor(ordered.length / 2)];
  const lower = ordered[Math.floor((ordered.length - 1) / 2)];
  if (upper === undefined || lower === undefined) return null;
  return roundScore(rational(BigInt(lower) + BigInt(upper), 2));
}

/** The greatest whole number whose square is at most `square`, by Newton's method. */
function computeFloorRoot(square: bigint): bigint {
  if (square < 2n) return square;
  let root = 1n << BigInt(Math.ceil(square.toString(2).length / 2));
  for (;;) {
    const next = (root + square / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}

function sumValues(values: readonly number[]): bigint {
  return values.reduce((sum, value) => sum + BigInt(value), 0n);
}
