import "server-only";
import { type Context, getActorId, type Role } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError, createForbiddenError, createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { describeMember } from "@/lib/performance/members/get-member";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import {
  hasOtherHolder,
  lockMemberDetail,
  type MemberDetail,
  type MemberUpdate,
  setDeactivatedAt,
  updateMemberRecord,
} from "@/lib/performance/members/queries/member-records";
import { writeSkillLevels } from "@/lib/performance/members/queries/skill-levels";
import { listSkillIdsByName } from "@/lib/performance/members/queries/skills";
import type { MemberAmendment, MemberResponse } from "@/lib/performance/members/schemas";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";
import { requireVersion } from "@/lib/resources/resource-guard";
import { requireFreeNames } from "./create-member";
import { requireAuditorKept } from "./last-auditor";
import { requireMemberFields } from "./member-fields";
import { requireKnownSkills, resolveTeam } from "./require-known-names";
import { requireManageableRole, requireRaisedByPerson } from "./require-manageable-role";

/**
 * Changes a member; absent keys keep their stored values. Role and team apply from the member's next request on. A lead
 * who loses their team sees only themself; a member who is no longer a lead loses the scope of one.
 *
 * @throws AppError `forbidden` without `manage_members`; `not_found`; `invalid_request`; `conflict` for a name
 * that is taken, for an erased member, and for the only administrator.
 */
export async function updateMember(
  context: Context,
  { userId, amendment }: { readonly userId: MemberId; readonly amendment: MemberAmendment },
): Promise<MemberResponse> {
  const { organizationId, actor, now } = context;
  requirePermission(actor, "manage_members");
  requireOthersSkills(context, userId, amendment);
  const fields = toMemberFields(amendment);
  requireMemberFields(fields, "Nothing was changed");
  return withOrganizationLock(context.database, organizationId, async (transaction) => {
    const member = await lockMemberDetail(transaction, organizationId, userId);
    if (member === null) throw createNotFoundError();
    requireNotErased(member);
    requireManageableRole(actor, member.role);
    await requireVersion(transaction, context);
    const team = await resolveTeam(transaction, organizationId, amendment);
    const teamId = team === null ? null : team?.id;
    const update = pickChanges(member, {
      ...fields,
      ...toRoleAndScope(member, amendment),
      ...(teamId !== undefined && { teamId }),
    });
    await requireChange(transaction, organizationId, member, update);
    if (update.role !== undefined)
      await requireRoleChange(transaction, context, member, update.role);
    if (Object.keys(update).length > 0) {
      await updateMemberRecord(transaction, organizationId, userId, update);
    }
    const skills = await rateSkills(transaction, context, member, amendment.skills ?? []);
    const isBack = amendment.is_active === true && member.deactivatedAt !== null;
    if (isBack) await setDeactivatedAt(transaction, organizationId, userId, null);
    const detail = { ...toAuditDetail(member, update), ...(skills.length > 0 && { skills }) };
    const author = { organizationId, now, actorId: getActorId(actor) };
    const subject = { subjectType: "user", subjectId: userId } as const;
    if (Object.keys(detail).length > 0) {
      await insertAuditEntry(transaction, author, { action: "member.update", ...subject, detail });
    }
    if (isBack) {
      await insertAuditEntry(transaction, author, { action: "member.return", ...subject });
    }
    return describeMember(transaction, organizationId, userId);
  });
}

/**
 * @throws AppError `forbidden` for the caller's own skills: levels change the skill match, and members must not set
 * their own figures.
 */
function requireOthersSkills(
  { actor }: Context,
  userId: MemberId,
  { skills = [] }: MemberAmendment,
) {
  if (skills.length > 0 && actor.userId === userId) {
    throw createForbiddenError("about_yourself", {
      detail: "You cannot rate your own skills. Ask another administrator. Nothing was changed.",
    });
  }
}

/** @throws AppError `conflict` for the only administrator. */
export async function requireAnotherAdministrator(
  transaction: Transaction,
  organizationId: number,
  member: MemberDetail,
): Promise<void> {
  const isAdministrator = member.role === "admin" && member.deactivatedAt === null;
  if (isAdministrator && !(await hasOtherHolder(transaction, organizationId, "admin", member.id))) {
    throw new AppError(
      "conflict",
      "This is the only administrator. Make another member an administrator first. Nothing was changed.",
    );
  }
}

/** @throws AppError `conflict` for an erased member. */
export function requireNotErased({ erasedAt }: MemberDetail): void {
  if (erasedAt !== null) {
    throw new AppError(
      "conflict",
      "This person was erased and cannot come back: only their figures are left. Nothing was changed.",
    );
  }
}

function toMemberFields({ username, email, display_name: displayName }: MemberAmendment) {
  return {
    ...(username !== undefined && { username: username.trim() }),
    ...(email !== undefined && { email: email?.trim().toLowerCase() ?? null }),
    ...(displayName !== undefined && { displayName: displayName.trim() }),
  };
}

function toRoleAndScope(
  member: MemberDetail,
  amendment: MemberAmendment,
): Pick<MemberUpdate, "role" | "leadScope"> {
  const role = amendment.role ?? member.role;
  if (role !== "team_lead" && amendment.lead_scope === "organization") {
    throw new AppError("invalid_request", "Only a team lead has a scope. Nothing was changed.", {
      invalidParams: [{ name: "lead_scope", reason: "must be a team lead's" }],
    });
  }
  const kept = role === "team_lead" ? member.leadScope : "team";
  return { role, leadScope: amendment.lead_scope ?? kept };
}

/** The fields that differ from what is stored. */
function pickChanges(member: MemberDetail, wanted: MemberUpdate): MemberUpdate {
  const stored: MemberUpdate = member;
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => Object.entries(stored).find(([key]) => key === name)?.[1] !== value,
    ),
  );
}

async function requireChange(
  transaction: Transaction,
  organizationId: number,
  member: MemberDetail,
  { username, email = null, role }: MemberUpdate,
): Promise<void> {
  // Another spelling of the member's own name is free.
  const isRespelled = username?.toLowerCase() === member.username.toLowerCase();
  const newUsername = isRespelled ? null : (username ?? null);
  await requireFreeNames(transaction, organizationId, newUsername, email);
  if (role !== undefined) await requireAnotherAdministrator(transaction, organizationId, member);
}

/** @throws AppError `forbidden` for a role that the caller may not assign; `conflict` for the only auditor. */
async function requireRoleChange(
  transaction: Transaction,
  context: Context,
  member: MemberDetail,
  role: Role,
): Promise<void> {
  requireManageableRole(context.actor, role);
  await requireRaisedByPerson(transaction, context, member.id, role);
  await requireAuditorKept(transaction, context, member);
}

/**
 * @returns the names of the skills whose levels changed.
 * @throws AppError `invalid_request` for a skill that the organization does not have.
 */
export async function rateSkills(
  transaction: Transaction,
  { organizationId, now }: Context,
  member: Pick<MemberDetail, "id" | "skills">,
  skills: NonNullable<MemberAmendment["skills"]>,
): Promise<readonly string[]> {
  const levelsByName = new Map(member.skills.map(({ name, level }) => [name.toLowerCase(), level]));
  const changed = skills.filter(
    ({ name, level }) => (levelsByName.get(name.toLowerCase()) ?? null) !== level,
  );
  if (changed.length === 0) return [];
  const names = changed.map(({ name }) => name);
  const ids = await listSkillIdsByName(transaction, organizationId, names);
  requireKnownSkills(names, ids);
  const levels = changed.flatMap(({ name, level }) => {
    const skillId = ids.get(name);
    return skillId === undefined ? [] : { skillId, level };
  });
  await writeSkillLevels(transaction, organizationId, member.id, levels, now);
  return names;
}

/** Names and email addresses appear by their field alone, because the audit log is kept when a person is erased. */
function toAuditDetail(member: MemberDetail, update: MemberUpdate): Record<string, unknown> {
  const { role, leadScope, teamId, ...personal } = update;
  return {
    ...(Object.keys(personal).length > 0 && { changed: Object.keys(personal) }),
    ...(role !== undefined && { role: { from: member.role, to: role } }),
    ...(leadScope !== undefined && { lead_scope: { from: member.leadScope, to: leadScope } }),
    ...(teamId !== undefined && { team_id: { from: member.teamId, to: teamId } }),
  };
}
