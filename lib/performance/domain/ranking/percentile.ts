import { rational, roundHalfUp } from "@/lib/performance/domain/units/rational";

/**
 * The share of ranked members, oneself included, whose score is not above one's own: 0–1, rounded
 * half up to 4 decimals. Null when nobody is ranked.
 */
export function computePercentile(countNotAbove: number, countRanked: number): number | null {
  if (countRanked === 0) return null;
  return roundHalfUp(rational(countNotAbove, countRanked), 10_000) / 10_000;
}
