import { removeErasedDemoAccounts } from "@/lib/auth/sign-in/demo-accounts";
import { clearSignInAttempts } from "@/lib/auth/sign-in/sign-in-limit";
import { type Context, getActorId } from "@/lib/context";
import { refreshPlannerStatistics } from "@/lib/db/planner-statistics";
import { getEnvironment } from "@/lib/environment/environment";
import { AppError, createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { createErasedName } from "@/lib/performance/domain/privacy/erased-name";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { requireNoImport } from "@/lib/performance/imports/import-run";
import { describeMember } from "@/lib/performance/members/get-member";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import {
  lockMemberDetail,
  type MemberDetail,
} from "@/lib/performance/members/queries/member-records";
import type { MemberResponse } from "@/lib/performance/members/schemas";
import { serializeMember } from "@/lib/performance/members/serializers";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";
import { lockFigures, removePerson } from "@/lib/performance/privacy/queries/remove-person";
import { requireVersion } from "@/lib/resources/resource-guard";

/** Long enough to search all texts of the organization for mentions of the person. */
const TIMEOUT_MILLISECONDS = 120_000;

/**
 * Removes the person from a deactivated member: names, email address, password, sessions, tokens, invitations, skill
 * levels, and every text of their assignments. The figures stay, under a member without a name who cannot come back.
 * Doing it twice changes nothing.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found`; `conflict` for an active member, and while
 * an import runs that may bring their names back.
 */
export async function eraseMember(
  context: Context,
  { userId }: { readonly userId: MemberId },
): Promise<MemberResponse> {
  const { organizationId, now, actor } = context;
  requirePermission(actor, "manage_organization");
  const person = { organizationId, userId };
  const { isNew, shown } = await withOrganizationLock(
    context.database,
    organizationId,
    async (transaction) => {
      const member = await lockMemberDetail(transaction, organizationId, userId);
      if (member === null) {
        throw createNotFoundError();
      }
      await requireVersion(transaction, context);
      if (member.erasedAt !== null) {
        return { isNew: false, shown: serializeMember(member) };
      }
      requireErasable(member);
      await requireNoImport(transaction, organizationId);
      await lockFigures(transaction, person);
      await clearSignInAttempts(transaction, person);
      await removePerson(transaction, person, { username: createErasedName(userId), now });
      await insertAuditEntry(
        transaction,
        { organizationId, now, actorId: getActorId(actor) },
        { action: "member.erase", subjectType: "user", subjectId: userId },
      );
      return { isNew: true, shown: await describeMember(transaction, organizationId, userId) };
    },
    { timeout: TIMEOUT_MILLISECONDS },
  );
  if (isNew) {
    // The planner's statistics contain values of columns, including names.
    await refreshPlannerStatistics(context.database);
  }
  // Also where the member was already erased: the write of this file may have failed then.
  await removeErasedDemoAccounts(getEnvironment(), context.database, context.organization);
  return shown;
}

/** @throws AppError `conflict` for an active member. */
export function requireErasable({ deactivatedAt }: Pick<MemberDetail, "deactivatedAt">): void {
  if (deactivatedAt === null) {
    throw new AppError(
      "conflict",
      "This member is active. Deactivate them first, then erase them. Nothing was changed.",
    );
  }
}
