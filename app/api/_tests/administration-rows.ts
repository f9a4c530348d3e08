import type { AccessRow } from "./access-row";
import { allowRight, allowSignedIn } from "./access-rules";
import { proposingDecision } from "./contest-rows";
import { inBrowserOnly, withdrawing } from "./route-rules";

/** The expected access to the routes of the notice, the audit log and proposals. */
export const administrationRows: Readonly<Record<string, AccessRow>> = {
  "GET /api/performance/notice": { rule: allowSignedIn },
  "POST /api/performance/notice/read": { rule: allowSignedIn, body: () => ({}) },
  "GET /api/performance/audit-log": { rule: allowRight("view_administration_log") },
  "GET /api/performance/export/audit-log": { rule: allowRight("view_administration_log") },
  "GET /api/performance/evaluations": { rule: allowRight("view_administration_log") },
  "GET /api/performance/export/evaluations": { rule: allowRight("view_administration_log") },
  "GET /api/performance/status": { rule: allowRight("manage_organization") },
  "GET /api/performance/verifications": { rule: allowRight("view_administration_log") },
  "POST /api/performance/verifications": {
    rule: inBrowserOnly(allowRight("view_administration_log")),
    body: () => ({}),
  },
  "GET /api/performance/proposals": { rule: allowRight("view_administration_log") },
  "POST /api/performance/proposals": {
    ids: {
      user_id: { kind: "auditor", rule: allowRight("manage_organization") },
      contest_id: {
        ...{ kind: "contest", rule: proposingDecision, isOptional: true },
        fields: { setting: "contest_decision" },
      },
    },
    body: () => ({ setting: "last_auditor" }),
  },
  "POST /api/performance/proposals/{id}/approve": {
    ids: { id: { kind: "proposal", rule: inBrowserOnly(allowRight("view_administration_log")) } },
    body: () => ({}),
    isDestructive: true,
  },
  "POST /api/performance/proposals/{id}/withdraw": {
    ids: { id: { kind: "proposal", rule: inBrowserOnly(withdrawing) } },
    body: () => ({}),
    isDestructive: true,
  },
};
