import type { PlainMessageKey } from "@/lib/i18n/messages";

/** The names of what a proposal is about. */
export const settingLabels: Readonly<Record<string, PlainMessageKey>> = {
  privacy_mode: "privacy.title",
  employee_leaderboard: "privacy.leaderboard",
  notice_days: "proposals.noticeDays",
  anonymity_threshold: "proposals.anonymityThreshold",
  retention_months: "proposals.retentionMonths",
  last_auditor: "proposals.lastAuditor",
  reset_link: "proposals.resetLink",
  contest_decision: "proposals.contestDecision",
};

/** The names of values; a number has none. */
export const valueLabels: Readonly<Record<string, PlainMessageKey>> = {
  named: "privacy.named",
  pseudonymous: "privacy.pseudonymous",
  aggregate: "privacy.aggregate",
  true: "proposals.on",
  false: "proposals.off",
};
