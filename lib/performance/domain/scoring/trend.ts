/** A larger change of a score, in hundredths, is a trend up or down. */
const LARGEST_LEVEL_CHANGE = 5;

export type Trend = {
  readonly direction: "↑" | "↓" | "→";
  /** Hundredths; null when there is no score now or before. */
  readonly change: number | null;
};

/**
 * Up above +0.05, down below −0.05, else level; level also when a score is unknown.
 *
 * @param scoreNow hundredths.
 * @param scoreBefore hundredths: the cumulative score of the last snapshot before the period, or without one of the
 *   first snapshot in it.
 */
export function computeTrend(scoreNow: number | null, scoreBefore: number | null): Trend {
  if (scoreNow === null || scoreBefore === null) return { direction: "→", change: null };
  const change = scoreNow - scoreBefore;
  return { direction: getDirection(change), change };
}

function getDirection(change: number): Trend["direction"] {
  if (change > LARGEST_LEVEL_CHANGE) return "↑";
  if (change < -LARGEST_LEVEL_CHANGE) return "↓";
  return "→";
}
