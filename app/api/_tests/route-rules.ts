import {
  allowOwnOr,
  allowRight,
  allowTeam,
  hasRight,
  hasScope,
  type Rule,
  readingAssignments,
  restrictToSelf,
  writingAssignments,
} from "./access-rules";
import type { Actor } from "./actors";

/** Employees may request their own rank in the organization or in their team, if the organization allows it. */
export const leaderboardOfTeam: Rule = (actor, location) => {
  const status = allowTeam("view_team")(actor, location);
  if (status !== 403) return status;
  const isOwn = location === "omitted" || location === actor.team;
  return isOwn && hasScope(actor, "self:read") && !hasRight(actor, "view_team") ? "ok" : 403;
};

/** A filter on the caller's own rows returns no row of another member. */
export const filteringOwnRows: Rule = (actor) => allowOwnOr("view_team")(actor, "self");

export const exportingLedger: Rule = (actor, location) => {
  const status = allowRight("view_audit_log")(actor, location);
  return status === "ok" && (location === "foreign" || location === "absent") ? 404 : status;
};

/** Only the caller's own, for every role. */
export const ownCredential: Rule = (actor, location) => {
  if (actor.role === "service") return 403;
  return location === "self" ? "ok" : 404;
};

/** A share link opens its owner's figures only, for every actor. */
export const linkOfColleague: Rule = (_actor, location) => (location === "first" ? "ok" : 404);

/** An administrator is changed by those who may administer the organization. */
export const managingMembers: Rule = (actor, location) => {
  const status = allowRight("manage_members")(actor, location);
  const isAdministrator = location === "self" && actor.role === "admin";
  return status === "ok" && isAdministrator && !hasRight(actor, "manage_organization")
    ? 403
    : status;
};

/** A member is put into a team of the organization. */
export const namingTeam: Rule = (actor, location) => {
  const status = allowRight("manage_members")(actor, location);
  return status === 404 ? 400 : status;
};

/** A program invites no administrator. */
export const inviting: Rule = (actor, location) => {
  const status = allowRight("manage_members")(actor, location);
  return status === "ok" && location === "self" && actor.scopes !== null ? 403 : status;
};

/** No actor of the matrix sent the job. */
export const readingJobs: Rule = (actor, location) => {
  const status = allowRight("manage_organization")(actor, location);
  return status === 403 ? 404 : status;
};

/** The only administrator cannot be deactivated. */
export const deactivating: Rule = (actor, location) => {
  const status = managingMembers(actor, location);
  return location === "self" && status === "ok" ? 409 : status;
};

/** An administrator, or the approver, who is none of the actors. */
export const withdrawing: Rule = (actor, location) => {
  const status = allowRight("view_administration_log")(actor, location);
  return status === "ok" && actor.role !== "admin" ? 403 : status;
};

export const readingOthers = restrictToSelf(readingAssignments);

/** Reassigns an assignment of the first team. No actor assigns work to themselves. */
export const reassigning: Rule = (actor, location) => {
  const status = writingAssignments(actor, "first");
  return status === "ok" ? writingAssignments(actor, location) : status;
};

/** A token must neither sign a member out nor create a credential that outlives it. */
export const inBrowserOnly =
  (rule: Rule): Rule =>
  (actor, location) =>
    actor.scopes === null ? rule(actor, location) : 403;

/** Only in a browser. 400, because the request does not send the current password. */
export const changingPassword: Rule = (actor: Actor) => (actor.scopes === null ? 400 : 403);
