import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access/permissions";
import { requireIndividuals } from "@/lib/performance/access/privacy-mode";
import { getTeamId, requireGroup } from "@/lib/performance/access/require-group";
import type { TeamId } from "@/lib/performance/domain/units/ids";
import { listGroupSummaries } from "@/lib/performance/ledger/queries/group-summaries";
import type { TopPerformers } from "@/lib/performance/rankings/schemas";
import { serializeAsOf } from "@/lib/performance/summaries/serializers";
import { buildSummaries, getSummaryDays } from "@/lib/performance/summaries/summarize-members";

/**
 * The first ranked members of a team or the organization, best first.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function getTopPerformers(
  context: Context,
  { teamId, limit = 10 }: { readonly teamId?: TeamId | undefined; readonly limit?: number } = {},
): Promise<TopPerformers> {
  const { database, organizationId, actor } = context;
  requirePermission(actor, "view_team");
  requireIndividuals(context);
  const group = await requireGroup(context, {
    permission: "view_team",
    teamId,
    surface: "top_performers",
  });
  const found = await listGroupSummaries(database, organizationId, group, {
    top: limit,
    limit: 0,
    after: null,
    days: getSummaryDays(context),
  });
  return {
    organization_id: organizationId,
    team_id: getTeamId(group),
    limit,
    count: found.top.length,
    top_performers: await buildSummaries(context, found.top),
    as_of: serializeAsOf(context, found),
  };
}
