import "server-only";
import type { Context } from "@/lib/context";
import { getTeamId, requireGroup } from "@/lib/performance/access/require-group";
import { getGroupScores } from "@/lib/performance/analytics/queries/group-scores";
import type { Distribution } from "@/lib/performance/analytics/schemas";
import {
  computeHistogram,
  HISTOGRAM_BINS,
  type Histogram,
} from "@/lib/performance/domain/ranking/histogram";
import { computeStatistics } from "@/lib/performance/domain/ranking/statistics";
import type { JoinedBin } from "@/lib/performance/domain/releases/joined-bins";
import type { TeamId } from "@/lib/performance/domain/units/ids";
import { toDecimalScore } from "@/lib/performance/domain/units/score-hundredths";
import type { Group } from "@/lib/performance/ledger/queries/groups";
import {
  getReleasedFigures,
  seesReleasedOnly,
} from "@/lib/performance/releases/get-released-figures";
import { serializeReleaseRange } from "@/lib/performance/releases/serializers";
import { serializeAsOf, toScore } from "@/lib/performance/summaries/serializers";

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
  const scored = await getGroupScores(database, organizationId, group);
  const { members, scores } = scored;
  if (seesReleasedOnly(context, group)) return getReleasedDistribution(context, group, members);
  return {
    organization_id: organizationId,
    team_id: getTeamId(group),
    total_members: members,
    rated_members: scores.length,
    average_score: toScore(computeStatistics(scores).mean),
    distribution: computeHistogram(scores),
    scores: scores.map(toDecimalScore),
    as_of: serializeAsOf(context, scored),
  };
}

async function getReleasedDistribution(
  context: Context,
  group: Exclude<Group, { kind: "member" }>,
  members: number,
): Promise<Distribution> {
  const released = await getReleasedFigures(context, group);
  const bins = released?.figures.bins ?? [];
  return {
    organization_id: context.organizationId,
    team_id: getTeamId(group),
    total_members: members,
    rated_members: released?.figures.members ?? null,
    average_score: toScore(released?.figures.meanScore ?? null),
    distribution: toHistogram(bins),
    scores: null,
    bins: [...bins],
    release: serializeReleaseRange(released),
  };
}

/** Null where bins are joined. */
function toHistogram(bins: readonly JoinedBin[]): Histogram | null {
  if (bins.length !== HISTOGRAM_BINS.length) return null;
  const [first, second, third, fourth, fifth] = bins.map(({ members }) => members);
  return {
    "0-20": first ?? 0,
    "20-40": second ?? 0,
    "40-60": third ?? 0,
    "60-80": fourth ?? 0,
    "80-100": fifth ?? 0,
  };
}
