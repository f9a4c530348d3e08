import "server-only";
import { computeStatistics } from "@/lib/performance/domain/ranking/statistics";
import { computeMetrics } from "@/lib/performance/domain/scoring/metrics";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { TrendPoint } from "@/lib/performance/ledger/queries/trend-points";
import type { UserTrends } from "@/lib/performance/summaries/schemas";
import { toPercent, toScore } from "@/lib/performance/summaries/serializers";

/** A member's points, for one member and for lists of many. */
export function buildTrends(
  userId: MemberId,
  days: number,
  points: readonly TrendPoint[],
): UserTrends {
  const metrics = points.map(({ sums }) => computeMetrics(sums));
  const { mean, maximum, minimum, range } = computeStatistics(
    points.flatMap(({ score }) => score ?? []),
  );
  return {
    user_id: userId,
    period_days: days,
    data_points: points.length,
    dates: points.map(({ date }) => date),
    performance_scores: points.map(({ score }) => toScore(score)),
    on_time_ratios: metrics.map(({ onTimeRatio }) => toPercent(onTimeRatio.value)),
    skill_accuracies: metrics.map(({ skillAccuracy }) => toPercent(skillAccuracy.value)),
    difficulty_factors: metrics.map(({ difficultyFactor }) => toPercent(difficultyFactor.value)),
    statistics: {
      average_score: toScore(mean),
      max_score: toScore(maximum),
      min_score: toScore(minimum),
      score_range: toScore(range),
    },
  };
}
