import type { AccessRow } from "./access-row";
import {
  allowOwnOr,
  canReach,
  hasRight,
  hasScope,
  type Rule,
  restrictToSelf,
} from "./access-rules";
import type { Actor } from "./actors";
import { inBrowserOnly } from "./route-rules";

/** Only the caller's own, for every role. A token needs a scope that writes. */
const onlyOwnAssignments: Rule = (actor, location) => {
  if (!hasScope(actor, "assignments:write") || actor.role === "service") return 403;
  return location === "self" ? "ok" : 404;
};

/** Actors who see other members decide about their contests, but not about their own. */
const decidingContest: Rule = (actor, location) => {
  if (!mayDecide(actor) || location === "self") return 403;
  return canReach(actor, location) ? "ok" : 404;
};
/** A contest about an entry needs no second person. */
export const proposingDecision: Rule = (actor, location) => {
  if (location === "omitted") return mayDecide(actor) ? 400 : 403;
  const status = decidingContest(actor, location);
  return status === "ok" ? 409 : status;
};
const mayDecide = (actor: Actor) =>
  (hasScope(actor, "assignments:write") || hasScope(actor, "organization:write")) &&
  hasTeamRole(actor);
const hasTeamRole = ({ role }: Actor) => ["team_lead", "manager", "admin"].includes(role);

/** Managers and administrators decide about members, but not about themselves. */
const deciding: Rule = inBrowserOnly((actor, location) => {
  if (!hasRight(actor, "view_analytics") || location === "self") return 403;
  return canReach(actor, location) ? "ok" : 404;
});

/** Only about the caller, for every role. */
const contesting: Rule = inBrowserOnly((_actor, location) => (location === "self" ? "ok" : 404));

/** The expected access to the routes of decisions. */
const decisionRows: Readonly<Record<string, AccessRow>> = {
  "GET /api/performance/decisions": {
    ids: { user_id: { kind: "member", rule: allowOwnOr("view_analytics") } },
  },
  "POST /api/performance/decisions": {
    ids: { user_id: { kind: "member", rule: deciding } },
    body: () => ({ kind: "other", grounds: "Decided by the matrix", decided_by_person: true }),
  },
  "POST /api/performance/decisions/{id}/contest": {
    ids: { id: { kind: "decision", rule: contesting, aggregate: contesting } },
    body: () => ({ reason: "Contested by the matrix" }),
    isDestructive: true,
  },
  "POST /api/performance/decisions/{id}/reply": {
    ids: { id: { kind: "contestedDecision", rule: deciding } },
    body: () => ({ reply: "Replied by the matrix" }),
    isDestructive: true,
  },
};

/** The expected access to the routes of contests and decisions. */
export const contestRows: Readonly<Record<string, AccessRow>> = {
  ...decisionRows,
  "POST /api/performance/logs/{id}/contest": {
    ids: { id: { kind: "entry", rule: onlyOwnAssignments } },
    body: () => ({ reason: "Contested by the matrix" }),
  },
  "POST /api/performance/assignments/{id}/changes/{change}/contest": {
    ids: {
      id: {
        ...{ kind: "assignment", rule: onlyOwnAssignments },
        paired: { name: "change", kind: "change", of: "actor" },
      },
      change: {
        ...{ kind: "change", rule: onlyOwnAssignments },
        paired: { name: "id", kind: "assignment", of: "same member" },
      },
    },
    body: () => ({ reason: "Contested by the matrix" }),
  },
  "GET /api/performance/contests": {
    rule: (actor) => (hasScope(actor, "self:read") || hasRight(actor, "view_team") ? "ok" : 403),
  },
  "GET /api/performance/contests/{id}": {
    ids: {
      id: {
        kind: "contest",
        rule: allowOwnOr("view_team"),
        aggregate: restrictToSelf(allowOwnOr("view_team")),
      },
    },
  },
  "POST /api/performance/contests/{id}/decision": {
    ids: { id: { kind: "contest", rule: decidingContest } },
    body: () => ({ decision: "rejected", reason: "Rejected by the matrix" }),
    isDestructive: true,
  },
  "POST /api/performance/contests/{id}/withdraw": {
    ids: { id: { kind: "contest", rule: onlyOwnAssignments } },
    body: () => ({}),
    isDestructive: true,
  },
  "POST /api/performance/contests/{id}/seen": {
    ids: { id: { kind: "contest", rule: onlyOwnAssignments } },
    body: () => ({}),
  },
};
