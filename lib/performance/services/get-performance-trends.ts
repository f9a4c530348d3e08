import "server-only";
import type { Context } from "@/lib/context";
import { computeMetrics } from "@/lib/performance/domain/metrics";
import { periodOf } from "@/lib/performance/domain/period";
import { rational, roundHalfUp } from "@/lib/performance/domain/rational";
import { listTrendPoints, type TrendPoint } from "@/lib/performance/queries/trend-points";
import type { UserTrends } from "@/lib/performance/schemas/user";
import { percentOf, scoreOf } from "@/lib/performance/serializers";
import { requireMember } from "./require-member";

/**
 * A member's cumulative figures at the end of each local day with a completion.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function getPerformanceTrends(
  context: Context,
  { userId, days = 90 }: { readonly userId: number; readonly days?: number },
): Promise<UserTrends> {
  const { organizationId, organization, database, now } = context;
  await requireMember(context, userId, "trends");
  const period = periodOf(now, days, organization.timeZone);
  const points = await listTrendPoints(database, organizationId, userId, period);
  const metrics = points.map(({ sums }) => computeMetrics(sums));
  return {
    user_id: userId,
    period_days: days,
    data_points: points.length,
    dates: points.map(({ date }) => date),
    performance_scores: points.map(({ score }) => scoreOf(score)),
    on_time_ratios: metrics.map(({ onTimeRatio }) => percentOf(onTimeRatio.value)),
    skill_accuracies: metrics.map(({ skillAccuracy }) => percentOf(skillAccuracy.value)),
    difficulty_factors: metrics.map(({ difficultyFactor }) => percentOf(difficultyFactor.value)),
    statistics: statisticsOf(points),
  };
}

function statisticsOf(points: readonly TrendPoint[]): UserTrends["statistics"] {
  const scores = points.flatMap(({ score }) => score ?? []);
  if (scores.length === 0) {
    return { average_score: null, max_score: null, min_score: null, score_range: null };
  }
  const maximum = Math.max(...scores);
  const minimum = Math.min(...scores);
  const total = scores.reduce((sum, score) => sum + score, 0);
  return {
    average_score: scoreOf(roundHalfUp(rational(total, scores.length), 1)),
    max_score: scoreOf(maximum),
    min_score: scoreOf(minimum),
    score_range: scoreOf(maximum - minimum),
  };
}
