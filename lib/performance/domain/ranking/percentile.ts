import { computeDecimalRatio } from "@/lib/performance/domain/units/ratio-ten-thousandths";

/**
 * The share of ranked members, including the member, whose score is not above the member's: 0–1, rounded half up to 4
 * decimals. Null when no member is ranked.
 */
export function computePercentile(countNotAbove: number, countRanked: number): number | null {
  return computeDecimalRatio(countNotAbove, countRanked);
}
