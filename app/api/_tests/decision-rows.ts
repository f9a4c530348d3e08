import type { AccessRow } from "./access-row";
import { allowOwnOr, canReach, hasRight, type Rule } from "./access-rules";
import { inBrowserOnly } from "./route-rules";

/** Managers and administrators decide about members, but not about themselves. */
const deciding: Rule = inBrowserOnly((actor, location) => {
  if (!hasRight(actor, "view_analytics") || location === "self") return 403;
  return canReach(actor, location) ? "ok" : 404;
});

/** Only about the caller, for every role. */
const contesting: Rule = inBrowserOnly((_actor, location) => (location === "self" ? "ok" : 404));

/** The expected access to the routes of decisions. */
export const decisionRows: Readonly<Record<string, AccessRow>> = {
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
