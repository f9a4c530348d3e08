import { rational, roundHalfUp } from "@/lib/performance/domain/units/rational";

/**
 * The share of ranked members, including the member, whose score is not above the member's: 0–1, rounded half up to 4
 * decimals. Null when no member is ranked.
 */
export function computePercentile(countNotAbove: number, countRanked: number): number | null {
  if (countRanked === 0) return null;
  return roundHalfUp(rational(countNotAbove, countRanked), 10_000) / 10_000;
}
