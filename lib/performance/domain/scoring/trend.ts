/** A change of at most this many hundredths, up or down, is level. */
const LEVEL_WITHIN = 5;

export type Trend = {
  readonly direction: "↑" | "↓" | "→";
  /** Hundredths; null when there is no score now or before. */
  readonly change: number | null;
};

/**
 * How a score moved: up above +0.05, down below −0.05, else level; level too when it is unknown.
 *
 * @param scoreNow the current score in hundredths.
 * @param scoreBefore the cumulative score of the last snapshot before the period, where there is
 *   none of the first in it, in hundredths.
 */
export function computeTrend(scoreNow: number | null, scoreBefore: number | null): Trend {
  if (scoreNow === null || scoreBefore === null) return { direction: "→", change: null };
  const change = scoreNow - scoreBefore;
  return { direction: getDirection(change), change };
}

function getDirection(change: number): Trend["direction"] {
  if (change > LEVEL_WITHIN) return "↑";
  if (change < -LEVEL_WITHIN) return "↓";
  return "→";
}
