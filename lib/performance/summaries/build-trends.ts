import "server-only";
import { computeStatistics } from "@/lib/performance/domain/ranking/statistics";
import { computeMetrics } from "@/lib/performance/domain/scoring/metrics";
import type { TrendPoint } from "@/lib/performance/ledger/queries/trend-points";
import type { UserTrends } from "@/lib/performance/summaries/schemas";
import { percentOf, scoreOf } from "@/lib/performance/summaries/serializers";

/** A member's points, as they are shown of one and in lists of many. */
export function buildTrends(
  userId: number,
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
    performance_scores: points.map(({ score }) => scoreOf(score)),
    on_time_ratios: metrics.map(({ onTimeRatio }) => percentOf(onTimeRatio.value)),
    skill_accuracies: metrics.map(({ skillAccuracy }) => percentOf(skillAccuracy.value)),
    difficulty_factors: metrics.map(({ difficultyFactor }) => percentOf(difficultyFactor.value)),
    statistics: {
      average_score: scoreOf(mean),
      max_score: scoreOf(maximum),
      min_score: scoreOf(minimum),
      score_range: scoreOf(range),
    },
  };
}
