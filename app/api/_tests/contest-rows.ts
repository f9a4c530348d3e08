import type { Row } from "./access-row";
import type { Actor } from "./actors";
import { excludeSelf, has, hasScope, ownOr, type Rule, reaches } from "./access-rules";

/** One's own work, and nobody else's whatever the role: programs need a scope that writes. */
const ownWork: Rule = (actor, place) => {
  if (!hasScope(actor, "assignments:write")) return 403;
  return place === "self" ? "ok" : 404;
};

/** Whoever sees people of the organization decides about their contests, but nobody about their own. */
const decidingContest: Rule = (actor, place) => {
  const writes = hasScope(actor, "assignments:write") || hasScope(actor, "organization:write");
  if (!writes || !seesTeamByRole(actor) || place === "self") return 403;
  return reaches(actor, place) ? "ok" : 404;
};
const seesTeamByRole = ({ role }: Actor) => role !== "employee";

/** Who may, of the routes of contests. */
export const contestRows: Readonly<Record<string, Row>> = {
  "POST /api/performance/logs/{id}/contest": {
    ids: { id: { kind: "entry", rule: ownWork } },
    body: () => ({ reason: "Contested by the matrix" }),
  },
  "GET /api/performance/contests": {
    rule: (actor) => (hasScope(actor, "self:read") || has(actor, "view_team") ? "ok" : 403),
  },
  "GET /api/performance/contests/{id}": {
    ids: {
      id: {
        kind: "contest",
        rule: ownOr("view_team"),
        aggregate: excludeSelf(ownOr("view_team")),
      },
    },
  },
  "POST /api/performance/contests/{id}/decision": {
    ids: { id: { kind: "contest", rule: decidingContest } },
    body: () => ({ decision: "rejected", reason: "Rejected by the matrix" }),
    isLast: true,
  },
  "POST /api/performance/contests/{id}/withdraw": {
    ids: { id: { kind: "contest", rule: ownWork } },
    body: () => ({}),
    isLast: true,
  },
  "POST /api/performance/contests/{id}/seen": {
    ids: { id: { kind: "contest", rule: ownWork } },
    body: () => ({}),
  },
};
