import "server-only";
import type { Context } from "@/lib/context";
import { requireGroup } from "@/lib/performance/access/require-group";
import { getGroupScores } from "@/lib/performance/analytics/queries/group-scores";
import type { Statistics } from "@/lib/performance/analytics/schemas";
import { computeStatistics } from "@/lib/performance/domain/ranking/statistics";
import type { Group } from "@/lib/performance/ledger/queries/groups";
import {
  getReleasedFigures,
  seesReleasedOnly,
} from "@/lib/performance/releases/get-released-figures";
import { serializeReleaseRange } from "@/lib/performance/releases/serializers";
import { serializeAsOf, toScore } from "@/lib/performance/summaries/serializers";

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
  const scored = await getGroupScores(database, organizationId, group);
  const { members, scores } = scored;
  if (seesReleasedOnly(context, group)) return getReleasedStatistics(context, group, members);
  const found = computeStatistics(scores);
  return {
    organization_id: organizationId,
    total_members: members,
    rated_members: scores.length,
    statistics: {
      average_score: toScore(found.mean),
      median_score: toScore(found.median),
      std_deviation: toScore(found.standardDeviation),
      min_score: toScore(found.minimum),
      max_score: toScore(found.maximum),
      score_range: toScore(found.range),
    },
    as_of: serializeAsOf(context, scored),
  };
}

async function getReleasedStatistics(
  context: Context,
  group: Exclude<Group, { kind: "member" }>,
  members: number,
): Promise<Statistics> {
  const released = await getReleasedFigures(context, group);
  return {
    organization_id: context.organizationId,
    total_members: members,
    rated_members: released?.figures.members ?? null,
    statistics: {
      average_score: toScore(released?.figures.meanScore ?? null),
      median_score: null,
      std_deviation: toScore(released?.figures.scoreDeviation ?? null),
      min_score: null,
      max_score: null,
      score_range: null,
    },
    release: serializeReleaseRange(released),
  };
}
