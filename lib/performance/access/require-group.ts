import "server-only";
import type { Context } from "@/lib/context";
import { notFoundError } from "@/lib/errors";
import {
  getViewScope,
  type Permission,
  requirePermission,
} from "@/lib/performance/access/permissions";
import {
  requireGroupPeriod,
  requireSeparable,
  showsIndividuals,
} from "@/lib/performance/access/privacy-mode";
import { type Group, hasTeam, listTeamSizes } from "@/lib/performance/ledger/queries/groups";
import { recordAccess, type Surface } from "./record-access";

type GroupWanted = {
  readonly permission: Extract<Permission, "view_team" | "view_analytics">;
  /** Absent: all whom the caller sees. */
  readonly teamId?: number | undefined;
  readonly surface: Surface;
  /** Of figures over a period: how many local days. */
  readonly days?: number;
};

/**
 * Whose figures are put together for the caller: those of a team where one is asked for or theirs is all that they see,
 * else the organization's. That they were looked at is recorded.
 *
 * @throws AppError `invalid_request` for days that tell too much; `forbidden` without the permission, and where only
 * aggregates are shown for a team that leaves too few people on one side; `not_found` for a team that is absent or out of
 * sight.
 */
export async function requireGroup(
  context: Context,
  { permission, teamId, surface, days }: GroupWanted,
): Promise<Group> {
  requirePermission(context.actor, permission);
  if (days !== undefined) requireGroupPeriod(context, days);
  const group = groupInSight(context, permission, teamId);
  if (group.kind === "team") await requireTeam(context, group.teamId);
  await recordAccess(context, subjectOf(context, group), surface);
  return group;
}

/** The team's id that an answer names; null where it is over more or less than a team. */
export function getTeamId(group: Group): number | null {
  return group.kind === "team" ? group.teamId : null;
}

function groupInSight(
  { actor }: Context,
  permission: GroupWanted["permission"],
  teamId: number | undefined,
): Group {
  // Whoever may see analytics sees the organization's, also by a token that reaches no further.
  const scope =
    permission === "view_analytics" ? { kind: "organization" as const } : getViewScope(actor);
  if (scope.kind === "organization") {
    return teamId === undefined ? scope : { kind: "team", teamId };
  }
  if (teamId !== undefined && !(scope.kind === "team" && scope.teamId === teamId)) {
    throw notFoundError();
  }
  if (scope.kind === "team") return scope;
  if (actor.userId === null) throw notFoundError();
  return { kind: "member", userId: actor.userId };
}

async function requireTeam(context: Context, teamId: number): Promise<void> {
  const { actor, database, organizationId } = context;
  if (showsIndividuals(context)) {
    const isOwn = actor.kind !== "system" && actor.teamId === teamId;
    if (!isOwn && !(await hasTeam(database, organizationId, teamId))) throw notFoundError();
    return;
  }
  const sizes = await listTeamSizes(database, organizationId);
  const part = sizes.findIndex((size) => size.teamId === teamId);
  if (part === -1) throw notFoundError();
  for (const count of ["members", "rated"] as const) {
    requireSeparable(
      context,
      sizes.map((size) => size[count]),
      part,
    );
  }
}

function subjectOf({ organizationId }: Context, group: Group) {
  switch (group.kind) {
    case "organization":
      return { type: "organization" as const, id: organizationId };
    case "team":
      return { type: "team" as const, id: group.teamId };
    case "member":
      return { type: "member" as const, id: group.userId };
  }
}
