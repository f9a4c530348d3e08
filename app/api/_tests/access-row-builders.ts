import type { AccessRow, IdRule, TargetKind } from "./access-row";
import { allowOwnOr, allowRight, hasRight, type Right, type Rule } from "./access-rules";

export const forbidden: Rule = () => 403;
export const createMemberRow = (parameter: string, rule: Rule): AccessRow => ({
  ids: { [parameter]: { kind: "member", rule } },
});
export const memberData = createMemberRow("id", allowOwnOr("view_team"));
export const ownData: AccessRow = {
  ids: { id: { kind: "member", rule: allowOwnOr(null), isSelfOnly: true } },
};
export const createTeamRule = (rule: Rule, aggregate?: Rule): IdRule => ({
  kind: "team",
  rule,
  isOptional: true,
  ...(aggregate && { aggregate }),
});
export const createAssignmentRow = (rule: Rule, body?: AccessRow["body"]): AccessRow => ({
  ids: { id: { kind: "assignment", rule } },
  ...(body && { body }),
});
export const createRightRow = (
  right: Right,
  kind: TargetKind,
  body?: AccessRow["body"],
): AccessRow => ({
  ids: { id: { kind, rule: allowRight(right) } },
  ...(body && { body }),
});
export const createAdminRow = (kind: TargetKind, body?: AccessRow["body"]): AccessRow =>
  createRightRow("manage_organization", kind, body);
export const organizationReaders: AccessRow = { rule: allowRight("view_organization") };
export const administratorsOnly: AccessRow = { rule: allowRight("manage_organization") };
export const analyticsOnly: AccessRow = { rule: allowRight("view_analytics") };
/** An assignment by a key that nothing has. */
export const absentByKey: AccessRow = {
  rule: (actor) => (hasRight(actor, "write_assignments") ? 404 : 403),
  uniqueParameter: "external_id",
};
/** Who may write, whatever becomes of each assignment. */
export const writingBatches: AccessRow = {
  rule: allowRight("write_assignments"),
  body: (unique) => ({ assignments: [{ external_id: unique, title: "Made by the matrix" }] }),
};
