import "server-only";
import type { DayTotal } from "@/lib/performance/domain/ranking/rescore-totals";
import { rational } from "@/lib/performance/domain/units/rational";
import { roundScore, type ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import { toScore } from "@/lib/performance/summaries/serializers";
import type { MeanScores } from "@/lib/performance/summaries/trend-schemas";

/** The mean of `rated` scores that add up to `total`; null for no scores. */
export function computeMeanScore(total: ScoreHundredths, rated: number): ScoreHundredths | null {
  return rated === 0 ? null : roundScore(rational(total, rated));
}

/** The mean scores of some days, as parallel lists. */
export function serializeMeanScores(days: readonly DayTotal[]): MeanScores {
  return {
    data_points: days.length,
    dates: days.map(({ date }) => date),
    average_scores: days.map(({ total, rated }) => toScore(computeMeanScore(total, rated))),
    rated_members: days.map(({ rated }) => rated),
  };
}
