import "server-only";
import type { ScoreLine } from "@/lib/performance/domain/ledger/score-line";
import { computeStatistics } from "@/lib/performance/domain/ranking/statistics";
import { computeMetrics } from "@/lib/performance/domain/scoring/metrics";
import { computeTrend } from "@/lib/performance/domain/scoring/trend";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { toPercent, toScore } from "@/lib/performance/summaries/serializers";
import type { TrendLine } from "@/lib/performance/summaries/trend-schemas";

/** A member's line, for one member and for lists of many. */
export function buildTrends(
  userId: MemberId,
  days: number,
  { scoreBefore, points, scoreAfter }: ScoreLine,
): TrendLine {
  const metrics = points.map(({ sums }) => computeMetrics(sums));
  const { mean, maximum, minimum, range } = computeStatistics(
    points.flatMap(({ score }) => score ?? []),
  );
  const start = scoreBefore ?? points[0]?.score ?? null;
  return {
    user_id: userId,
    period_days: days,
    score_before: toScore(scoreBefore),
    score_after: toScore(scoreAfter),
    change: toScore(computeTrend(scoreAfter, start).change),
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
