import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { type Permission, requirePermission } from "@/lib/performance/access/permissions";
import { requireReleaseMonths, showsIndividuals } from "@/lib/performance/access/privacy-mode";
import { getViewScope } from "@/lib/performance/access/visible-members";
import type { TeamId } from "@/lib/performance/domain/units/ids";
import { type Group, hasTeam } from "@/lib/performance/ledger/queries/groups";
import { recordAccess, type Surface } from "./record-access";

type GroupRequest = {
  readonly permission: Extract<Permission, "view_team" | "view_analytics">;
  /** Absent: all members that the caller may see. */
  readonly teamId?: TeamId | undefined;
  readonly surface: Surface;
  /** The length of the period in local days. */
  readonly days?: number;
};

/**
 * The group whose figures the caller requests: the requested team, the caller's team if they see no more, or the
 * organization. The access is recorded.
 *
 * @throws AppError `invalid_request` where only aggregates are shown for days that are no whole months; `forbidden`
 * without the permission; `not_found` for a team that is absent or out of sight.
 */
export async function requireGroup(
  context: Context,
  { permission, teamId, surface, days }: GroupRequest,
): Promise<Group> {
  requirePermission(context.actor, permission);
  if (!showsIndividuals(context)) requireReleaseMonths(days);
  const group = chooseGroup(context, permission, teamId);
  if (group.kind === "team") await requireTeam(context, group.teamId);
  await recordAccess(context, toAccessSubject(context, group), surface);
  return group;
}

/** The team's id for a response; null where the group is not one team. */
export function getTeamId(group: Group): number | null {
  return group.kind === "team" ? group.teamId : null;
}

function chooseGroup(
  { actor }: Context,
  permission: GroupRequest["permission"],
  teamId: TeamId | undefined,
): Group {
  // An analytics permission covers the whole organization, also for a token whose other scopes cover less.
  const scope =
    permission === "view_analytics" ? { kind: "organization" as const } : getViewScope(actor);
  if (scope.kind === "organization") {
    return teamId === undefined ? scope : { kind: "team", teamId };
  }
  if (teamId !== undefined && !(scope.kind === "team" && scope.teamId === teamId)) {
    throw createNotFoundError();
  }
  if (scope.kind === "team") return scope;
  if (actor.userId === null) throw createNotFoundError();
  return { kind: "member", userId: actor.userId };
}

async function requireTeam(context: Context, teamId: TeamId): Promise<void> {
  const { actor, database, organizationId } = context;
  const isOwn = actor.kind !== "system" && actor.teamId === teamId;
  if (!isOwn && !(await hasTeam(database, organizationId, teamId))) throw createNotFoundError();
}

function toAccessSubject({ organizationId }: Context, group: Group) {
  switch (group.kind) {
    case "organization":
      return { type: "organization" as const, id: organizationId };
    case "team":
      return { type: "team" as const, id: group.teamId };
    case "member":
      return { type: "member" as const, id: group.userId };
  }
}
