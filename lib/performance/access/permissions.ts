import type { Actor, Role, SharedKind, TokenScope } from "@/lib/context";
import { AppError, forbiddenError, notFoundError } from "@/lib/errors";

export const permissions = [
  "view_team",
  "view_analytics",
  "view_audit_log",
  "write_assignments",
  "decide_contests",
  "manage_organization",
] as const;

export type Permission = (typeof permissions)[number];

const permissionsOfRole: Record<Role, readonly Permission[]> = {
  employee: [],
  team_lead: ["view_team", "write_assignments", "decide_contests"],
  manager: ["view_team", "view_analytics", "view_audit_log", "decide_contests"],
  admin: permissions,
};

/** Any one of them is enough. */
export const listScopesOfPermission: Record<Permission, readonly [TokenScope, ...TokenScope[]]> = {
  view_team: ["team:read"],
  view_analytics: ["analytics:read"],
  view_audit_log: ["logs:read"],
  write_assignments: ["assignments:write", "organization:write"],
  // Whoever has `view_team` decides; a token that only reads does not.
  decide_contests: ["assignments:write", "organization:write"],
  manage_organization: ["organization:write"],
};

/**
 * Who may call a route. `own` names the path or query parameter that holds a user id: whoever asks for themself needs
 * nothing else, everybody else needs the permission in `or`, and null lets nobody else. `ownWork` is the same where only
 * the service can tell whose the work is: a token needs that scope for one's own, and for others' one of `or`. `shared`
 * is for whoever has a link, in the query parameter `link`, that shows this.
 */
export type Access =
  | "public"
  | "signed_in"
  | { readonly permission: Permission }
  | { readonly own: string; readonly or: Permission | null }
  | { readonly ownWork: TokenScope; readonly or: readonly Permission[] }
  | SharedAccess;

/** What is seen without being somebody. */
export type SharedAccess = { readonly shared: SharedKind };

/** Access that somebody known has. */
type PersonalAccess = Exclude<Access, "public" | SharedAccess>;

/** Whether a route so declared asks who is there; else anybody may call it, or whoever has a link. */
export function isPersonal(access: Access): access is PersonalAccess {
  return access !== "public" && (typeof access === "string" || !("shared" in access));
}

/** Who may look at an assignment: whose it is, who sees them, and who may write it. */
export const readingAssignments = {
  ownWork: "self:read",
  or: ["view_team", "write_assignments"],
} as const satisfies Access;

/** Who may complete an assignment: whose it is, and who may write it. */
export const completingAssignments = {
  ownWork: "assignments:write",
  or: ["write_assignments"],
} as const satisfies Access;

/** Who may contest an entry, and take that back: whose work it is, and nobody else. */
export const contestingEntries = {
  ownWork: "assignments:write",
  or: [],
} as const satisfies Access;

/** Who may read contests: who raised them, and who sees those who did. */
export const readingContests = {
  ownWork: "self:read",
  or: ["view_team"],
} as const satisfies Access;

/** Somebody whose data is asked for; `teamId` null: in no team. */
export type Target = {
  readonly organizationId: number;
  readonly userId: number;
  readonly teamId: number | null;
};

/** Whose data an actor with `view_team` sees: everybody's, one team's, or nobody's but their own. */
export type ViewScope =
  | { readonly kind: "organization" }
  | { readonly kind: "team"; readonly teamId: number }
  | { readonly kind: "self" };

/** The scopes that a token of somebody with this role can have at most. */
export function listScopesOfRole(role: Role): readonly TokenScope[] {
  const granted = permissionsOfRole[role].map(
    (permission) => listScopesOfPermission[permission][0],
  );
  return [...new Set<TokenScope>(["self:read", "assignments:write", ...granted])];
}

/** Whether the actor's token reaches this far; sessions and the service itself always do. */
export function hasScope(actor: Actor, scope: TokenScope): boolean {
  return actor.scopes === null || actor.scopes.includes(scope);
}

/** Whether role and token both allow it, somewhere. Where, is `canViewMember`'s to say. */
export function hasPermission(actor: Actor, permission: Permission): boolean {
  return (
    permissionsOfRole[actor.role].includes(permission) &&
    listScopesOfPermission[permission].some((scope) => hasScope(actor, scope))
  );
}

/** Whether the actor may ask for this user's data at all, whoever that is and whether they are there or not. */
export function canRequestMember(
  actor: Actor,
  userId: number | string,
  permission: Permission | null = "view_team",
): boolean {
  const isOwn = actor.userId !== null && String(actor.userId) === String(userId);
  if (isOwn && hasScope(actor, "self:read")) {
    return true;
  }
  return permission === null ? actor.kind === "system" : hasPermission(actor, permission);
}

/** Whose data the actor sees, given that they may look at others' at all. */
export function getViewScope(actor: Actor): ViewScope {
  return hasPermission(actor, "view_team") ? reachOf(actor) : { kind: "self" };
}

function reachOf(actor: Actor): ViewScope {
  if (actor.kind === "system" || actor.role !== "team_lead" || actor.leadScope === "organization") {
    return { kind: "organization" };
  }
  return actor.teamId === null ? { kind: "self" } : { kind: "team", teamId: actor.teamId };
}

/** Whether this person's data is the actor's to see. Deactivated members are seen like active ones. */
export function canViewMember(actor: Actor, target: Target): boolean {
  if (actor.organizationId !== target.organizationId) {
    return false;
  }
  if (!canRequestMember(actor, target.userId)) {
    return false;
  }
  return actor.userId === target.userId || isWithin(getViewScope(actor), target);
}

function isWithin(scope: ViewScope, target: Target): boolean {
  return scope.kind === "organization" || (scope.kind === "team" && scope.teamId === target.teamId);
}

/** Whether the actor may give this person work and change it. Never their own: nobody sets their own figures. */
export function canWriteAssignmentsOf(actor: Actor, target: Target): boolean {
  return (
    hasPermission(actor, "write_assignments") &&
    actor.organizationId === target.organizationId &&
    actor.userId !== target.userId &&
    isWithin(reachOf(actor), target)
  );
}

/** Whether the actor may decide what this person contests. Never about their own work. */
export function canDecideContestOf(actor: Actor, target: Target): boolean {
  return (
    hasPermission(actor, "decide_contests") &&
    actor.organizationId === target.organizationId &&
    actor.userId !== target.userId &&
    isWithin(reachOf(actor), target)
  );
}

/** Whether the actor may call a route so declared; `named` holds the raw path and query parameters. */
export function canCall(
  actor: Actor,
  access: Access,
  named: Readonly<Record<string, unknown>>,
): boolean {
  if (!isPersonal(access)) {
    return access === "public";
  }
  if (access === "signed_in") {
    return true;
  }
  if ("permission" in access) {
    return hasPermission(actor, access.permission);
  }
  if ("ownWork" in access) {
    const { ownWork, or } = access;
    return hasScope(actor, ownWork) || or.some((permission) => hasPermission(actor, permission));
  }
  const userId = named[access.own];
  return canRequestMember(actor, typeof userId === "string" ? userId : "", access.or);
}

/** @throws AppError `forbidden` where the actor may not call a route so declared. */
export function requireMayCall(actor: Actor, access: Access): void {
  if (!canCall(actor, access, {})) {
    throw forbiddenError();
  }
}

/** @throws AppError `forbidden`, the same for a colleague, a stranger and a number that nobody has. */
export function requireMayRequestMember(
  actor: Actor,
  userId: number,
  permission: Permission | null = "view_team",
): void {
  if (!canRequestMember(actor, userId, permission)) {
    throw forbiddenError();
  }
}

/** @throws AppError `forbidden` where role or token lack the permission. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (!hasPermission(actor, permission)) {
    throw forbiddenError();
  }
}

/**
 * The member that was looked up, if the actor may see them.
 * @throws AppError `forbidden` before anything is said of the target; `not_found`, the same for nobody and for
 * somebody out of sight.
 */
export function requireVisibleMember<Found extends Target>(
  actor: Actor,
  userId: number,
  found: Found | null,
): Found {
  requireMayRequestMember(actor, userId);
  if (found === null || !canViewMember(actor, found)) {
    throw notFoundError();
  }
  return found;
}

/**
 * The member whose work it is, or is to be, if the actor may write it.
 * @throws AppError `forbidden` before anything is said of the target, and for the actor's own work; `not_found`, the
 * same for nobody and for somebody out of reach.
 */
export function requireWritableAssignments<Found extends Target>(
  actor: Actor,
  found: Found | null | undefined,
): Found {
  requirePermission(actor, "write_assignments");
  if (found === null || found === undefined) {
    throw notFoundError();
  }
  if (actor.userId === found.userId) {
    throw new AppError(
      "forbidden",
      "This is your own work: somebody else has to give, amend or take it back. You may complete it. Nothing was changed.",
    );
  }
  if (!canWriteAssignmentsOf(actor, found)) {
    throw notFoundError();
  }
  return found;
}

/**
 * The member whose work it is, if the actor may complete it: their own, or what they may write.
 * @throws AppError as `requireWritableAssignments`.
 */
export function requireCompletableAssignment<Found extends Target>(
  actor: Actor,
  found: Found | null | undefined,
): Found {
  const isOwn = found !== null && found !== undefined && actor.userId === found.userId;
  return isOwn && hasScope(actor, "assignments:write")
    ? found
    : requireWritableAssignments(actor, found);
}

/**
 * The person who contests, if the actor may decide about it.
 * @throws AppError `forbidden` before anything is said of the contest, and for the actor's own; `not_found`, the same for
 * none and for one out of reach.
 */
export function requireDecidable<Found extends Target>(actor: Actor, found: Found | null): Found {
  requirePermission(actor, "decide_contests");
  if (found === null) {
    throw notFoundError();
  }
  if (actor.userId === found.userId) {
    throw new AppError(
      "forbidden",
      "This contest is about your own work: somebody else has to decide it. Nothing was changed.",
    );
  }
  if (!canDecideContestOf(actor, found)) {
    throw notFoundError();
  }
  return found;
}
