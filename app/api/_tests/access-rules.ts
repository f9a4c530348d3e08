import type { Role, TokenScope } from "@/lib/context";
import type { Actor } from "./actors";

/*
 * The expected access rules, written from the design's tables of roles, scopes and statuses, independently of the code
 * under test.
 */

export type Right =
  | "view_team"
  | "view_analytics"
  | "view_audit_log"
  | "write_assignments"
  | "view_organization"
  | "manage_members"
  | "manage_tokens"
  | "manage_organization"
  | "view_administration_log";

const rightsByRole: Record<Role | "service", readonly Right[]> = {
  employee: [],
  team_lead: ["view_team", "write_assignments"],
  manager: ["view_team", "view_analytics", "view_audit_log"],
  auditor: ["view_administration_log"],
  service: [
    "view_team",
    "view_analytics",
    "view_audit_log",
    "write_assignments",
    "view_organization",
    "manage_members",
    "manage_tokens",
    "view_administration_log",
  ],
  admin: [
    "view_team",
    "view_analytics",
    "view_audit_log",
    "write_assignments",
    "view_organization",
    "manage_members",
    "manage_tokens",
    "manage_organization",
    "view_administration_log",
  ],
};

const scopesByRight: Record<Right, readonly TokenScope[]> = {
  view_team: ["team:read"],
  view_analytics: ["analytics:read"],
  view_audit_log: ["logs:read"],
  write_assignments: ["assignments:write", "organization:write"],
  view_organization: ["organization:read", "organization:write"],
  manage_members: ["members:write"],
  manage_tokens: ["tokens:write"],
  manage_organization: ["organization:write"],
  view_administration_log: ["logs:read"],
};

/**
 * Where the requested resource is: the actor's own, in one of two teams, in no team, in another organization or
 * nowhere. `omitted` leaves the parameter out.
 */
export type TargetLocation =
  | "self"
  | "first"
  | "second"
  | "teamless"
  | "foreign"
  | "absent"
  | "omitted";

export type Status = "ok" | 400 | 401 | 403 | 404 | 409;
export type Rule = (actor: Actor, location: TargetLocation) => Status;

export function hasRight(actor: Actor, right: Right): boolean {
  return (
    rightsByRole[actor.role].includes(right) &&
    (actor.scopes === null || scopesByRight[right].some((scope) => actor.scopes?.includes(scope)))
  );
}

export function hasScope(actor: Actor, scope: TokenScope): boolean {
  return actor.scopes === null || actor.scopes.includes(scope);
}

/** Whether the location belongs to the actor's team or organization. */
export function canReach(actor: Actor, location: TargetLocation): boolean {
  if (location === "foreign" || location === "absent") return false;
  if (actor.role !== "team_lead" || actor.leadScope === "organization") return true;
  return actor.team !== null && location === actor.team;
}

export const allowEveryone: Rule = () => "ok";

/** Members, but no service account. */
export const allowSignedIn: Rule = ({ role }) => (role === "service" ? 403 : "ok");

/** A list of the caller's own. */
export const listingOwn: Rule = (actor) => (hasScope(actor, "self:read") ? "ok" : 403);

/** Own data, and with the right the data that the actor can reach, or with `everywhere` the whole organization's. */
export function allowOwnOr(right: Right | null, { everywhere = false } = {}): Rule {
  return (actor, location) => {
    if (location === "self" && hasScope(actor, "self:read")) return "ok";
    if (right === null || !hasRight(actor, right)) return 403;
    if (location === "omitted" || location === "self") return "ok";
    if (everywhere) return location === "foreign" || location === "absent" ? 404 : "ok";
    return canReach(actor, location) ? "ok" : 404;
  };
}

/** Requires the right, and for a named team that the actor can reach it. */
export function allowTeam(right: Right): Rule {
  return (actor, location) => {
    if (!hasRight(actor, right)) return 403;
    if (location === "omitted") return "ok";
    return canReach(actor, location) ? "ok" : 404;
  };
}

export function allowRight(right: Right): Rule {
  return (actor, location) => {
    if (!hasRight(actor, right)) return 403;
    return location === "foreign" || location === "absent" ? 404 : "ok";
  };
}

/** Assignments of other members that the actor can reach, never the actor's own. */
export const writingAssignments: Rule = (actor, location) => {
  if (!hasRight(actor, "write_assignments")) return 403;
  if (location === "self") return 403;
  return canReach(actor, location) ? "ok" : 404;
};

/** Own assignments too. */
export const completingAssignments: Rule = (actor, location) => {
  if (location === "self" && hasScope(actor, "assignments:write")) return "ok";
  return writingAssignments(actor, location);
};

/** Own assignments, and those that the actor sees or writes. */
export const readingAssignments: Rule = (actor, location) => {
  if (location === "self" && hasScope(actor, "self:read")) return "ok";
  if (!hasRight(actor, "view_team") && !hasRight(actor, "write_assignments")) return 403;
  if (location === "self") return "ok";
  return canReach(actor, location) ? "ok" : 404;
};

/** In the privacy mode `aggregate`: own data only. */
export const restrictToSelf =
  (rule: Rule): Rule =>
  (actor, location) =>
    location === "self" || location === "omitted" ? rule(actor, location) : 403;
