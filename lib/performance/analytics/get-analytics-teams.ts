import "server-only";
import type { Context } from "@/lib/context";
import { requireGroup } from "@/lib/performance/access/require-group";
import { listTeamPeriods, type TeamPeriod } from "@/lib/performance/analytics/queries/team-periods";
import type { AnalyticsTeams } from "@/lib/performance/analytics/schemas";
import { computeMetrics } from "@/lib/performance/domain/scoring/metrics";
import { toDateRange } from "@/lib/performance/domain/time/date-range";
import { findNewestEntry } from "@/lib/performance/ledger/queries/groups";
import {
  listReleasedTeams,
  type ReleasedFigures,
  seesReleasedOnly,
} from "@/lib/performance/releases/get-released-figures";
import { serializeMeanRatios, serializeReleaseRange } from "@/lib/performance/releases/serializers";
import { computeMeanScore } from "@/lib/performance/summaries/group-figures";
import {
  serializeAsOf,
  serializeLatestMetrics,
  toScore,
} from "@/lib/performance/summaries/serializers";

/**
 * Each team's mean score, and its metrics over the completions of the last local days; for a caller who does not see
 * individuals, its released figures.
 *
 * @throws AppError as `requireGroup`.
 */
export async function getAnalyticsTeams(
  context: Context,
  { days = 30 }: { readonly days?: number } = {},
): Promise<AnalyticsTeams> {
  const { database, now, organization, organizationId } = context;
  const group = await requireGroup(context, {
    ...{ permission: "view_analytics", surface: "analytics_teams", days },
  });
  const period = toDateRange(now, days, organization.timeZone);
  const parts = await listTeamPeriods(database, organizationId, period);
  const released = seesReleasedOnly(context, group) ? await listReleasedTeams(context, days) : null;
  const teams = parts.flatMap((part) => {
    const { teamId, name, members } = part;
    if (teamId === null || name === null) return [];
    const figures =
      released === null
        ? serializeLiveTeam(part)
        : serializeReleasedTeam(released.get(teamId) ?? null);
    return { team_id: teamId, name, team_size: members, ...figures };
  });
  return {
    organization_id: organizationId,
    period_days: days,
    teams,
    ...(released === null ? { as_of: serializeAsOf(context, findNewestEntry(parts)) } : {}),
  };
}

function serializeLiveTeam({ scoreTotal, rated, sums }: TeamPeriod) {
  return {
    rated_members: rated,
    average_score: toScore(computeMeanScore(scoreTotal, rated)),
    tasks_completed: sums.tasks,
    metrics: serializeLatestMetrics(computeMetrics(sums)),
  };
}

function serializeReleasedTeam(released: ReleasedFigures | null) {
  return {
    rated_members: released?.figures.members ?? null,
    average_score: toScore(released?.figures.meanScore ?? null),
    tasks_completed: released?.figures.completions ?? null,
    metrics: serializeMeanRatios(released),
    release: serializeReleaseRange(released),
  };
}
