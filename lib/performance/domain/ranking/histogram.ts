import { FULL_SCORE, type ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";

/** Points of the score. A bin begins where the previous one ends. */
export const HISTOGRAM_BINS = ["0-20", "20-40", "40-60", "60-80", "80-100"] as const;

export type HistogramBin = (typeof HISTOGRAM_BINS)[number];

/** The number of scores in each bin. */
export type Histogram = Readonly<Record<HistogramBin, number>>;

const BIN_WIDTH = FULL_SCORE / HISTOGRAM_BINS.length;

/**
 * Counts scores over `[0,20) [20,40) [40,60) [60,80) [80,100]`: a score on a boundary belongs to the upper bin, and
 * 100 to the last one.
 *
 * @param scores 0–10000.
 * @throws RangeError when a score is outside 0–10000.
 */
export function computeHistogram(scores: Iterable<ScoreHundredths>): Histogram {
  const counts: Record<HistogramBin, number> = {
    "0-20": 0,
    "20-40": 0,
    "40-60": 0,
    "60-80": 0,
    "80-100": 0,
  };
  for (const score of scores) counts[findBin(score)] += 1;
  return counts;
}

/** @throws RangeError when the score is outside 0–10000. */
export function findBin(score: ScoreHundredths): HistogramBin {
  const bin = score === FULL_SCORE ? "80-100" : HISTOGRAM_BINS[Math.floor(score / BIN_WIDTH)];
  if (bin === undefined) throw new RangeError(`A score is 0 to ${FULL_SCORE}, not ${score}.`);
  return bin;
}
