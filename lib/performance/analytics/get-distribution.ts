import "server-only";
import type { Context } from "@/lib/context";
import { showsGroup, showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { getTeamId, requireGroup } from "@/lib/performance/access/require-group";
import { getGroupScores } from "@/lib/performance/analytics/queries/group-scores";
import type { Distribution } from "@/lib/performance/analytics/schemas";
import { computeHistogram } from "@/lib/performance/domain/ranking/histogram";
import { computeStatistics } from "@/lib/performance/domain/ranking/statistics";
import type { TeamId } from "@/lib/performance/domain/units/ids";
import { toDecimalScore } from "@/lib/performance/domain/units/score-hundredths";
import { toScore } from "@/lib/performance/summaries/serializers";

/**
 * The distribution of the scores of a team or the organization.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function getDistribution(
  context: Context,
  { teamId }: { readonly teamId?: TeamId | undefined } = {},
): Promise<Distribution> {
  const { database, organizationId } = context;
  const group = await requireGroup(context, {
    permission: "view_analytics",
    teamId,
    surface: "distribution",
  });
  const { members, scores } = await getGroupScores(database, organizationId, group);
  const isShown = showsGroup(context, scores.length);
  return {
    organization_id: organizationId,
    team_id: getTeamId(group),
    total_members: members,
    rated_members: scores.length,
    average_score: isShown ? toScore(computeStatistics(scores).mean) : null,
    distribution: isShown ? computeHistogram(scores) : null,
    scores: showsIndividuals(context) ? scores.map(toDecimalScore) : null,
  };
}
