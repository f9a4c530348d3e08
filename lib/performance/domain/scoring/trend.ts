import {
  computeScoreChange,
  type ScoreHundredths,
  toScoreHundredths,
  ZERO_SCORE,
} from "@/lib/performance/domain/units/score-hundredths";

/** A larger change of a score is a trend up or down. */
const LARGEST_LEVEL_CHANGE = toScoreHundredths(5);

export type Trend = {
  readonly direction: "↑" | "↓" | "→";
  /** Null when there is no score now or before. */
  readonly change: ScoreHundredths | null;
};

/**
 * Up above +0.05, down below −0.05, else level; level also when a score is unknown.
 *
 * @param scoreBefore the cumulative score of the last snapshot before the period, or without one of the first snapshot
 *   in it.
 */
export function computeTrend(
  scoreNow: ScoreHundredths | null,
  scoreBefore: ScoreHundredths | null,
): Trend {
  const change = computeScoreChange(scoreBefore, scoreNow);
  return { direction: getDirection(change ?? ZERO_SCORE), change };
}

function getDirection(change: ScoreHundredths): Trend["direction"] {
  if (change > LARGEST_LEVEL_CHANGE) return "↑";
  if (change < -LARGEST_LEVEL_CHANGE) return "↓";
  return "→";
}
