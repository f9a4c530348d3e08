import "server-only";
import type { Context } from "@/lib/context";
import { showsParts } from "@/lib/performance/access/privacy-mode";
import { requireGroup } from "@/lib/performance/access/require-group";
import { listTeamPeriods, type TeamPeriod } from "@/lib/performance/analytics/queries/team-periods";
import type { AnalyticsTeams } from "@/lib/performance/analytics/schemas";
import { computeMetrics } from "@/lib/performance/domain/scoring/metrics";
import { toDateRange } from "@/lib/performance/domain/time/date-range";
import {
  computeMeanScore,
  type EvidenceField,
  keepSums,
} from "@/lib/performance/summaries/group-figures";
import { serializeLatestMetrics, toScore } from "@/lib/performance/summaries/serializers";

/**
 * Each team's mean score, and its metrics over the completions of the last local days.
 *
 * @throws AppError `forbidden`; `invalid_request` for days that reveal too much, as `requireGroupPeriod`.
 */
export async function getAnalyticsTeams(
  context: Context,
  { days = 30 }: { readonly days?: number } = {},
): Promise<AnalyticsTeams> {
  const { database, now, organization, organizationId } = context;
  await requireGroup(context, { permission: "view_analytics", surface: "analytics_teams", days });
  const period = toDateRange(now, days, organization.timeZone);
  const parts = await listTeamPeriods(database, organizationId, period);
  const listShownParts = (getSize: (part: TeamPeriod) => number) =>
    showsParts(context, parts.map(getSize));
  const scoreShown = listShownParts(({ rated }) => rated);
  const sumsShown: Readonly<Record<EvidenceField, readonly boolean[]>> = {
    tasks: listShownParts(({ people }) => people.tasks),
    due: listShownParts(({ people }) => people.due),
    timed: listShownParts(({ people }) => people.timed),
    skillRated: listShownParts(({ people }) => people.skillRated),
    difficultyRated: listShownParts(({ people }) => people.difficultyRated),
  };
  const teams = parts.flatMap((part, index) => {
    if (part.teamId === null || part.name === null) return [];
    const isShown = (field: EvidenceField) => sumsShown[field][index] === true;
    const mean = computeMeanScore(context, part.scoreTotal, part.rated);
    return {
      team_id: part.teamId,
      name: part.name,
      team_size: part.members,
      rated_members: part.rated,
      average_score: scoreShown[index] === true ? toScore(mean) : null,
      tasks_completed: isShown("tasks") ? part.sums.tasks : null,
      metrics: serializeLatestMetrics(computeMetrics(keepSums(part.sums, isShown))),
    };
  });
  return { organization_id: organizationId, period_days: days, teams };
}
