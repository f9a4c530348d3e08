/** What the audit log records, as `subject.verb`. Each has a name on the pages. */
export const auditActions = [
  "member.create",
  "member.update",
  "member.deactivate",
  "member.return",
  "member.erase",
  "member.expire",
  "invitation.create",
  "password.set",
  "organization.update",
  "organization.restore",
  "proposal.create",
  "proposal.approve",
  "proposal.withdraw",
  "policy.update",
  "contest.raise",
  "contest.uphold",
  "contest.reject",
  "contest.withdraw",
  "decision.record",
  "decision.contest",
  "decision.reply",
  "token.create",
  "token.revoke",
  "service_account.create",
  "service_account.rotate",
  "service_account.revoke",
  "share_link.create",
  "share_link.revoke",
  "session.end",
  "team.create",
  "team.update",
  "team.delete",
  "skill.create",
  "skill.update",
  "job.retry",
  "verification.request",
  "import.start",
  "import.finish",
  "import.cancel",
  "import.undo",
] as const;
export type AuditAction = (typeof auditActions)[number];

/** False for the action of a later version. */
export function isAuditAction(text: string): text is AuditAction {
  return auditActions.some((action) => action === text);
}
