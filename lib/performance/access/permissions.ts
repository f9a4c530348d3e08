import type { Actor, Role, SharedKind, TokenScope } from "@/lib/context";
import { type AppError, createForbiddenError } from "@/lib/errors";
import type { MemberId } from "@/lib/performance/domain/units/ids";

export const permissions = [
  "view_team",
  "view_analytics",
  "view_audit_log",
  "write_assignments",
  "decide_contests",
  "view_organization",
  "manage_members",
  "manage_tokens",
  "manage_organization",
  "view_administration_log",
] as const;

export type Permission = (typeof permissions)[number];

const permissionsOfRole: Record<Actor["role"], readonly Permission[]> = {
  employee: [],
  team_lead: ["view_team", "write_assignments", "decide_contests"],
  manager: ["view_team", "view_analytics", "view_audit_log", "decide_contests"],
  auditor: ["view_administration_log"],
  admin: permissions,
  // Decisions about people, and settings that protect them, are for people.
  service: [
    ...(["view_team", "view_analytics", "view_audit_log", "write_assignments"] as const),
    ...(["view_organization", "manage_members", "manage_tokens"] as const),
    "view_administration_log",
  ],
};

/** Any one of these scopes is enough. */
export const listScopesOfPermission: Record<Permission, readonly [TokenScope, ...TokenScope[]]> = {
  view_team: ["team:read"],
  view_analytics: ["analytics:read"],
  view_audit_log: ["logs:read"],
  write_assignments: ["assignments:write", "organization:write"],
  // A member with `view_team` may decide; a token that only reads may not.
  decide_contests: ["assignments:write", "organization:write"],
  // Settings can be read with the scope that writes them.
  view_organization: ["organization:read", "organization:write"],
  manage_members: ["members:write"],
  manage_tokens: ["tokens:write"],
  manage_organization: ["organization:write"],
  view_administration_log: ["logs:read"],
};

/**
 * Who may call a route. `signed_in`: every member; `authenticated`: service accounts too. `own` names the path or query
 * parameter that holds a user id: members may request themselves, all others need the permission in `or`; null excludes
 * all others. `anyOf`: one of these permissions. `ownWork` is the same where only the service can tell whose assignment
 * it is: a token needs that scope for the caller's own, and one of `or` for others'. `shared` lets anyone in with a
 * share link of this kind, in the query parameter `link`.
 */
export type Access =
  | "public"
  | "signed_in"
  | "authenticated"
  | { readonly permission: Permission }
  | { readonly anyOf: readonly [Permission, ...Permission[]] }
  | { readonly own: string; readonly or: Permission | null }
  | { readonly ownWork: TokenScope; readonly or: readonly Permission[] }
  | SharedAccess;

/** Access of members to what is theirs alone. */
export type OwnAccess = { readonly own: string; readonly or: null };

/** Access through a share link, without signing in. */
export type SharedAccess = { readonly shared: SharedKind };

/** Access that needs an authenticated caller. */
type PersonalAccess = Exclude<Access, "public" | SharedAccess>;

/** Whether this access needs an authenticated caller; otherwise the route is public or needs a share link. */
export function isPersonal(access: Access): access is PersonalAccess {
  return access !== "public" && (typeof access === "string" || !("shared" in access));
}

/** Who may read an assignment: its assignee, those who may view the assignee, and those who may write it. */
export const readingAssignments = {
  ownWork: "self:read",
  or: ["view_team", "write_assignments"],
} as const satisfies Access;

/** Who may complete an assignment: its assignee, and those who may write it. */
export const completingAssignments = {
  ownWork: "assignments:write",
  or: ["write_assignments"],
} as const satisfies Access;

/** Who may contest an entry or a change, and withdraw the contest: the assignee alone. */
export const contestingEntries = {
  ownWork: "assignments:write",
  or: [],
} as const satisfies Access;

/**
 * Who may propose what needs a second person: administrators, and those who decide contests, about a contest of a
 * change that they made.
 */
export const proposing = {
  anyOf: ["manage_organization", "decide_contests"],
} as const satisfies Access;

/** Who may read contests: the member who raised them, and those who may view that member. */
export const readingContests = {
  ownWork: "self:read",
  or: ["view_team"],
} as const satisfies Access;

/** The most scopes that a token of a member with this role can have. */
export function listScopesOfRole(role: Role): readonly TokenScope[] {
  const granted = permissionsOfRole[role].map(
    (permission) => listScopesOfPermission[permission][0],
  );
  return [...new Set<TokenScope>(["self:read", "assignments:write", ...granted])];
}

/** The most scopes that a service account can have: it has no figures of its own. */
export function listScopesOfServiceAccounts(): readonly TokenScope[] {
  return [
    ...new Set(
      permissionsOfRole.service.map((permission) => listScopesOfPermission[permission][0]),
    ),
  ];
}

const rolesOfMembers = ["employee", "team_lead", "manager", "auditor", "admin"] as const;

/** The roles of members that grant the permission. */
export function listRolesOfPermission(permission: Permission): readonly Role[] {
  return rolesOfMembers.filter((role) => permissionsOfRole[role].includes(permission));
}

/** Whether the actor's token has this scope; sessions and the service itself have every scope. */
export function hasScope(actor: Actor, scope: TokenScope): boolean {
  return actor.scopes === null || actor.scopes.includes(scope);
}

/** Whether both role and token grant the permission; `canViewMember` says for which members. */
export function hasPermission(actor: Actor, permission: Permission): boolean {
  return (
    permissionsOfRole[actor.role].includes(permission) &&
    listScopesOfPermission[permission].some((scope) => hasScope(actor, scope))
  );
}

/** Whether the actor may request this user's data at all, whether or not the user exists. */
export function canRequestMember(
  actor: Actor,
  userId: MemberId | string,
  permission: Permission | null = "view_team",
): boolean {
  const isOwn = actor.userId !== null && String(actor.userId) === String(userId);
  if (isOwn && hasScope(actor, "self:read")) {
    return true;
  }
  return permission === null ? actor.kind === "system" : hasPermission(actor, permission);
}

/** Whether the actor may call a route with this access; `named` holds the raw path and query parameters. */
export function canCall(
  actor: Actor,
  access: Access,
  named: Readonly<Record<string, unknown>>,
): boolean {
  if (!isPersonal(access)) {
    return access === "public";
  }
  if (access === "authenticated") {
    return true;
  }
  if (access === "signed_in") {
    return actor.kind !== "service";
  }
  if ("permission" in access) {
    return hasPermission(actor, access.permission);
  }
  if ("anyOf" in access) {
    return access.anyOf.some((permission) => hasPermission(actor, permission));
  }
  if ("ownWork" in access) {
    const { ownWork, or } = access;
    const isPerson = actor.kind !== "service";
    return (
      (isPerson && hasScope(actor, ownWork)) ||
      or.some((permission) => hasPermission(actor, permission))
    );
  }
  const userId = named[access.own];
  return canRequestMember(actor, typeof userId === "string" ? userId : "", access.or);
}

/**
 * @param named the raw path and query parameters.
 * @throws AppError `forbidden` where the actor may not call a route with this access.
 */
export function requireMayCall(
  actor: Actor,
  access: Access,
  named: Readonly<Record<string, unknown>> = {},
): void {
  if (canCall(actor, access, named) || !isPersonal(access)) return;
  // Only a service account may not call these.
  if (access === "signed_in" || access === "authenticated") {
    throw createForbiddenError("role_required");
  }
  if ("permission" in access) throw createDenial(actor, [access.permission]);
  if ("anyOf" in access) throw createDenial(actor, access.anyOf);
  if ("ownWork" in access) {
    throw createDenial(actor, access.or, actor.kind === "service" ? [] : [access.ownWork]);
  }
  requireMayRequestMember(actor, String(named[access.own] ?? ""), access.or);
}

/**
 * Why the actor has none of the permissions: the role grants none of them, or the token lacks the scopes of those that
 * it grants.
 *
 * @param ownScopes scopes that would be enough for the actor's own data.
 */
function createDenial(
  { role }: Actor,
  wanted: readonly Permission[],
  ownScopes: readonly TokenScope[] = [],
): AppError {
  const granted = wanted.filter((permission) => permissionsOfRole[role].includes(permission));
  const scopes = [...ownScopes, ...granted.flatMap((each) => listScopesOfPermission[each])];
  if (scopes.length > 0) {
    return createForbiddenError("insufficient_scope", { requiredScopes: [...new Set(scopes)] });
  }
  return createForbiddenError(wanted.length === 0 ? "only_yourself" : "role_required");
}

/**
 * @throws AppError `forbidden`, the same for a colleague, another organization's member and a number that does not
 * exist.
 */
export function requireMayRequestMember(
  actor: Actor,
  userId: MemberId | string,
  permission: Permission | null = "view_team",
): void {
  if (canRequestMember(actor, userId, permission)) return;
  const isOwn = actor.userId !== null && String(actor.userId) === String(userId);
  const wanted = permission === null ? [] : [permission];
  throw createDenial(actor, wanted, isOwn ? ["self:read"] : []);
}

/** @throws AppError `forbidden` where the role or the token lacks the permission. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (!hasPermission(actor, permission)) {
    throw createDenial(actor, [permission]);
  }
}
