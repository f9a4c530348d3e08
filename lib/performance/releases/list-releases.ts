import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { getViewScope } from "@/lib/performance/access/visible-members";
import type { TeamId } from "@/lib/performance/domain/units/ids";
import { hasTeam } from "@/lib/performance/ledger/queries/groups";
import { createIdCursor, parseIdCursor } from "@/lib/performance/pagination/list-cursor";
import {
  listStoredReleases,
  type StoredRelease,
} from "@/lib/performance/releases/queries/releases";
import type {
  ReleaseList,
  ReleaseResponse,
  ReleasesQuery,
} from "@/lib/performance/releases/schemas";
import { toScore } from "@/lib/performance/summaries/serializers";
import { serializeRatio } from "./serializers";

/**
 * The releases of the groups that the caller may see, in every privacy mode: of their team, or of all groups. They are
 * about no person, so that reading them leaves no access record.
 *
 * @throws AppError `forbidden` without `view_team`; `not_found` for a team that is absent or out of sight;
 * `invalid_request` for a cursor that no page returned.
 */
export async function listReleases(context: Context, query: ReleasesQuery): Promise<ReleaseList> {
  const { actor, database, organizationId } = context;
  requirePermission(actor, "view_team");
  const { limit, cursor } = query;
  const before = cursor === undefined ? null : parseIdCursor(cursor, "bigint");
  const scope = await chooseScope(context, query.team_id);
  const found =
    scope === null
      ? []
      : await listStoredReleases(database, organizationId, { ...scope, before, limit: limit + 1 });
  const releases = found.slice(0, limit);
  const last = releases.at(-1);
  return {
    organization_id: organizationId,
    releases: releases.map(serializeRelease),
    next_cursor: found.length > limit && last !== undefined ? createIdCursor(last.id) : null,
  };
}

/** The team whose releases are listed, null of all groups; null for a caller who sees no group. */
async function chooseScope(
  { actor, database, organizationId }: Context,
  wanted: number | undefined,
): Promise<{ readonly teamId: TeamId | null } | null> {
  const scope = getViewScope(actor);
  if (scope.kind === "organization") {
    if (wanted === undefined) return { teamId: null };
    if (!(await hasTeam(database, organizationId, wanted))) throw createNotFoundError();
    return { teamId: wanted };
  }
  const own = scope.kind === "team" ? scope.teamId : null;
  if (wanted !== undefined && wanted !== own) throw createNotFoundError();
  return own === null ? null : { teamId: own };
}

function serializeRelease({ group, figures, ...release }: StoredRelease): ReleaseResponse {
  return {
    id: Number(release.id),
    group: group.kind,
    team_id: group.kind === "team" ? group.teamId : null,
    team: release.teamName,
    from: release.firstDay,
    to: release.lastDay,
    released_at: release.releasedAt.toISOString(),
    anonymity_threshold: release.threshold,
    policy_version: release.policyVersion,
    members: figures.members,
    completions: figures.completions,
    average_score: toScore(figures.meanScore),
    std_deviation: toScore(figures.scoreDeviation),
    on_time_ratio: serializeRatio(figures.meanRatios.onTime),
    skill_accuracy: serializeRatio(figures.meanRatios.skill),
    difficulty_factor: serializeRatio(figures.meanRatios.difficulty),
    bins: [...figures.bins],
  };
}
