import { endCredentialsOfMember } from "@/lib/auth/sessions/end-sessions";
import { type Context, getActorId } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { requireAuditorKept } from "@/lib/performance/members/last-auditor";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import {
  lockMemberDetail,
  setDeactivatedAt,
} from "@/lib/performance/members/queries/member-records";
import { requireManageableRole } from "@/lib/performance/members/require-manageable-role";
import type { MemberResponse } from "@/lib/performance/members/schemas";
import { serializeMember } from "@/lib/performance/members/serializers";
import { requireAnotherAdministrator } from "@/lib/performance/members/update-member";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";
import { requireVersion } from "@/lib/resources/resource-guard";

/**
 * Deactivates a member: their sessions, tokens, share links and invitations end at once, and they leave all rankings
 * and team figures. Their history stays. Doing it twice changes nothing.
 *
 * @throws AppError `forbidden` without `manage_members`; `not_found`; `conflict` for the only administrator.
 */
export async function deactivateMember(
  context: Context,
  { userId }: { readonly userId: MemberId },
): Promise<MemberResponse> {
  const { organizationId, now, actor } = context;
  requirePermission(actor, "manage_members");
  return withOrganizationLock(context.database, organizationId, async (transaction) => {
    const member = await lockMemberDetail(transaction, organizationId, userId);
    if (member === null) {
      throw createNotFoundError();
    }
    await requireVersion(transaction, context);
    if (member.deactivatedAt !== null) {
      return serializeMember(member);
    }
    requireManageableRole(actor, member.role);
    await requireAnotherAdministrator(transaction, organizationId, member);
    await requireAuditorKept(transaction, context, member);
    await setDeactivatedAt(transaction, organizationId, userId, now);
    await endCredentialsOfMember(transaction, { organizationId, userId }, now);
    await insertAuditEntry(
      transaction,
      { organizationId, now, actorId: getActorId(actor) },
      { action: "member.deactivate", subjectType: "user", subjectId: userId },
    );
    return serializeMember({ ...member, deactivatedAt: now });
  });
}
