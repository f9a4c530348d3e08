import "server-only";
import type { Context } from "@/lib/context";
import { getTeamId, requireGroup } from "@/lib/performance/access/require-group";
import { toDateRange } from "@/lib/performance/domain/time/date-range";
import type { TeamId } from "@/lib/performance/domain/units/ids";
import { getGroupDays } from "@/lib/performance/ledger/queries/group-days";
import type { TeamTrends } from "@/lib/performance/rankings/schemas";
import {
  getReleasedTrend,
  seesReleasedOnly,
} from "@/lib/performance/releases/get-released-figures";
import {
  serializeReleasedMonths,
  serializeReleaseRange,
} from "@/lib/performance/releases/serializers";
import { serializeAsOf } from "@/lib/performance/summaries/serializers";
import { getMeanScores } from "./get-mean-scores";

/**
 * The mean score of a team or the organization at the end of each local day with a completion. A caller who does not
 * see its individuals gets that of each month with a release.
 *
 * @throws AppError as `requireGroup`.
 */
export async function getTeamTrends(
  context: Context,
  { teamId, days = 90 }: { readonly teamId?: TeamId | undefined; readonly days?: number } = {},
): Promise<TeamTrends> {
  const { database, now, organization, organizationId } = context;
  const group = await requireGroup(context, {
    permission: "view_team",
    ...{ teamId, days },
    surface: "team_trends",
  });
  const period = toDateRange(now, days, organization.timeZone);
  const found = await getGroupDays(database, organizationId, group, period);
  const head = {
    organization_id: organizationId,
    team_id: getTeamId(group),
    period_days: days,
    team_members: found.members,
  };
  if (!seesReleasedOnly(context, group)) {
    const scores = await getMeanScores(context, group, found, period);
    return { ...head, ...scores, as_of: serializeAsOf(context, found) };
  }
  const { months, whole } = await getReleasedTrend(context, group, days);
  return {
    ...head,
    ...serializeReleasedMonths(months),
    release: serializeReleaseRange(whole),
  };
}
