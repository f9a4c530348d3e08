import "server-only";
import type { Context } from "@/lib/context";
import { showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { getTeamId, requireGroup } from "@/lib/performance/access/require-group";
import type { TeamId } from "@/lib/performance/domain/units/ids";
import { listGroupSummaries } from "@/lib/performance/ledger/queries/group-summaries";
import type { Group } from "@/lib/performance/ledger/queries/groups";
import {
  createRankingCursor,
  parseRankingCursor,
} from "@/lib/performance/pagination/ranking-cursor";
import type { Team } from "@/lib/performance/rankings/schemas";
import {
  getReleasedFigures,
  seesReleasedOnly,
} from "@/lib/performance/releases/get-released-figures";
import { serializeReleaseRange } from "@/lib/performance/releases/serializers";
import { computeMeanScore } from "@/lib/performance/summaries/group-figures";
import { serializeAsOf, toScore } from "@/lib/performance/summaries/serializers";
import { buildSummaries, getSummaryDays } from "@/lib/performance/summaries/summarize-members";

const TOP = 5;

export type TeamInput = {
  readonly teamId?: TeamId | undefined;
  readonly limit?: number;
  readonly cursor?: string | undefined;
};

/**
 * The average, the best and the ranked members of a team or the organization.
 *
 * @throws AppError `forbidden`, `not_found`, or `invalid_request` for a cursor that no page of this list returned.
 */
export async function getTeamPerformanceSummary(
  context: Context,
  { teamId, limit = 100, cursor }: TeamInput = {},
): Promise<Team> {
  const { database, organizationId } = context;
  const after = parseRankingCursor(cursor);
  const group = await requireGroup(context, { permission: "view_team", teamId, surface: "team" });
  if (seesReleasedOnly(context, group)) return getReleasedTeam(context, group);
  const listsPeople = showsIndividuals(context);
  const found = await listGroupSummaries(database, organizationId, group, {
    top: listsPeople ? TOP : 0,
    limit: listsPeople ? limit + 1 : 0,
    after,
    days: getSummaryDays(context),
  });
  const page = found.page.slice(0, limit);
  const last = page.at(-1);
  return {
    organization_id: organizationId,
    team_id: getTeamId(group),
    team_size: found.members,
    rated_members: found.rated,
    average_performance_score: toScore(computeMeanScore(found.scoreTotal, found.rated)),
    top_performers: listsPeople ? await buildSummaries(context, found.top) : null,
    all_members: listsPeople ? await buildSummaries(context, page) : null,
    next_cursor: found.page.length > limit && last !== undefined ? createRankingCursor(last) : null,
    as_of: serializeAsOf(context, found),
  };
}

/** The released figures of a group, and how many members it has now. */
async function getReleasedTeam(
  context: Context,
  group: Exclude<Group, { kind: "member" }>,
): Promise<Team> {
  const { database, organizationId } = context;
  const { members } = await listGroupSummaries(database, organizationId, group, {
    ...{ top: 0, limit: 0, after: null },
    days: getSummaryDays(context),
  });
  const released = await getReleasedFigures(context, group);
  return {
    organization_id: organizationId,
    team_id: getTeamId(group),
    team_size: members,
    rated_members: released?.figures.members ?? null,
    average_performance_score: toScore(released?.figures.meanScore ?? null),
    top_performers: null,
    all_members: null,
    next_cursor: null,
    release: serializeReleaseRange(released),
  };
}
