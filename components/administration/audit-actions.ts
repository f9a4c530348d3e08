import type { PlainMessageKey } from "@/lib/i18n/messages";

/** The actions of the audit log that have a name on the pages. */
export const auditActionLabels: Readonly<Record<string, PlainMessageKey>> = {
  "member.create": "auditLog.actions.memberCreate",
  "member.update": "auditLog.actions.memberUpdate",
  "member.deactivate": "auditLog.actions.memberDeactivate",
  "member.return": "auditLog.actions.memberReturn",
  "member.erase": "auditLog.actions.memberErase",
  "invitation.create": "auditLog.actions.invitationCreate",
  "password.set": "auditLog.actions.passwordSet",
  "organization.update": "auditLog.actions.organizationUpdate",
  "proposal.create": "auditLog.actions.proposalCreate",
  "proposal.approve": "auditLog.actions.proposalApprove",
  "proposal.withdraw": "auditLog.actions.proposalWithdraw",
  "policy.update": "auditLog.actions.policyUpdate",
  "token.create": "auditLog.actions.tokenCreate",
  "token.revoke": "auditLog.actions.tokenRevoke",
  "share_link.create": "auditLog.actions.shareLinkCreate",
  "share_link.revoke": "auditLog.actions.shareLinkRevoke",
  "session.end": "auditLog.actions.sessionEnd",
  "team.create": "auditLog.actions.teamCreate",
  "team.update": "auditLog.actions.teamUpdate",
  "team.delete": "auditLog.actions.teamDelete",
  "skill.create": "auditLog.actions.skillCreate",
  "skill.update": "auditLog.actions.skillUpdate",
  "job.retry": "auditLog.actions.jobRetry",
  "verification.request": "auditLog.actions.verificationRequest",
};
