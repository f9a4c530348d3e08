import type { Role, TokenScope } from "@/lib/context";
import type { Actor } from "./actors";

/*
 * Who may, written down once more and apart from the code that decides it: from the design's tables of roles, scopes and
 * statuses.
 */

export type Right =
  | "view_team"
  | "view_analytics"
  | "view_audit_log"
  | "write_assignments"
  | "manage_organization";

const rightsOf: Record<Role, readonly Right[]> = {
  employee: [],
  team_lead: ["view_team", "write_assignments"],
  manager: ["view_team", "view_analytics", "view_audit_log"],
  admin: [
    "view_team",
    "view_analytics",
    "view_audit_log",
    "write_assignments",
    "manage_organization",
  ],
};

const scopesFor: Record<Right, readonly TokenScope[]> = {
  view_team: ["team:read"],
  view_analytics: ["analytics:read"],
  view_audit_log: ["logs:read"],
  write_assignments: ["assignments:write", "organization:write"],
  manage_organization: ["organization:write"],
};

/** Whom or what a cell asks for: oneself, or somebody elsewhere; `omitted` where the parameter may be left out. */
export type Place = "self" | "first" | "second" | "teamless" | "foreign" | "absent" | "omitted";

export type Status = "ok" | 400 | 401 | 403 | 404 | 409;
export type Rule = (actor: Actor, place: Place) => Status;

export function has(actor: Actor, right: Right): boolean {
  return (
    rightsOf[actor.role].includes(right) &&
    (actor.scopes === null || scopesFor[right].some((scope) => actor.scopes?.includes(scope)))
  );
}

export function hasScope(actor: Actor, scope: TokenScope): boolean {
  return actor.scopes === null || actor.scopes.includes(scope);
}

/** Whether it is in the part of the organization that the actor looks after. */
export function reaches(actor: Actor, place: Place): boolean {
  if (place === "foreign" || place === "absent") return false;
  if (actor.role !== "team_lead" || actor.leadScope === "organization") return true;
  return actor.place !== null && place === actor.place;
}

export const everybody: Rule = () => "ok";

export const signedIn: Rule = () => "ok";

/** Own data; others' with the right, where the actor reaches; `everywhere` in the whole organization. */
export function ownOr(right: Right | null, { everywhere = false } = {}): Rule {
  return (actor, place) => {
    if (place === "self" && hasScope(actor, "self:read")) return "ok";
    if (right === null || !has(actor, right)) return 403;
    if (place === "omitted" || place === "self") return "ok";
    if (everywhere) return place === "foreign" || place === "absent" ? 404 : "ok";
    return reaches(actor, place) ? "ok" : 404;
  };
}

/** The right, and where a team is named the reach; analytics reach the whole organization. */
export function ofTeam(right: Right): Rule {
  return (actor, place) => {
    if (!has(actor, right)) return 403;
    if (place === "omitted") return "ok";
    return reaches(actor, place) ? "ok" : 404;
  };
}

export function needs(right: Right): Rule {
  return (actor, place) => {
    if (!has(actor, right)) return 403;
    return place === "foreign" || place === "absent" ? 404 : "ok";
  };
}

/** Work of others where the actor reaches; nobody writes their own. */
export const writingAssignments: Rule = (actor, place) => {
  if (!has(actor, "write_assignments")) return 403;
  if (place === "self") return 403;
  return reaches(actor, place) ? "ok" : 404;
};

/** One's own too. */
export const completingAssignments: Rule = (actor, place) => {
  if (place === "self" && hasScope(actor, "assignments:write")) return "ok";
  return writingAssignments(actor, place);
};

/** One's own, and what one sees or writes. */
export const readingAssignments: Rule = (actor, place) => {
  if (place === "self" && hasScope(actor, "self:read")) return "ok";
  if (!has(actor, "view_team") && !has(actor, "write_assignments")) return 403;
  if (place === "self") return "ok";
  return reaches(actor, place) ? "ok" : 404;
};

/** Where only aggregates are shown: one's own, and nobody else's. */
export const excludeSelf =
  (rule: Rule): Rule =>
  (actor, place) =>
    place === "self" || place === "omitted" ? rule(actor, place) : 403;
