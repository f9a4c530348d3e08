import "server-only";
import type { Context } from "@/lib/context";
import { showsGroup, showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { requireGroup } from "@/lib/performance/access/require-group";
import { getGroupScores } from "@/lib/performance/analytics/queries/group-scores";
import type { Statistics } from "@/lib/performance/analytics/schemas";
import { computeStatistics } from "@/lib/performance/domain/ranking/statistics";
import { toScore } from "@/lib/performance/summaries/serializers";

/**
 * The statistics of the organization's scores. The least and the greatest belong to single people.
 *
 * @throws AppError `forbidden`.
 */
export async function getStatistics(context: Context): Promise<Statistics> {
  const { database, organizationId } = context;
  const group = await requireGroup(context, {
    permission: "view_analytics",
    surface: "statistics",
  });
  const { members, scores } = await getGroupScores(database, organizationId, group);
  const found = computeStatistics(showsGroup(context, scores.length) ? scores : []);
  const showsExtremes = showsIndividuals(context);
  return {
    organization_id: organizationId,
    total_members: members,
    rated_members: scores.length,
    statistics: {
      average_score: toScore(found.mean),
      median_score: toScore(found.median),
      std_deviation: toScore(found.standardDeviation),
      min_score: showsExtremes ? toScore(found.minimum) : null,
      max_score: showsExtremes ? toScore(found.maximum) : null,
      score_range: showsExtremes ? toScore(found.range) : null,
    },
  };
}
