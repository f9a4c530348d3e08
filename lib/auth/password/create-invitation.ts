import { hashSecret } from "@/lib/auth/secret-hash";
import { endInvitationsOfMember } from "@/lib/auth/sessions/end-sessions";
import { generateSessionSecret } from "@/lib/auth/sessions/session-secret";
import { type Actor, type Context, getActorId } from "@/lib/context";
import { kysely } from "@/lib/db/kysely";
import { execute } from "@/lib/db/select-rows";
import { AppError, createForbiddenError, createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import {
  lockMemberDetail,
  type MemberDetail,
} from "@/lib/performance/members/queries/member-records";
import { isPrivilegedRole, isProgram } from "@/lib/performance/members/require-manageable-role";
import { requireLinkApproved } from "@/lib/performance/members/reset-link";
import { requireNotErased } from "@/lib/performance/members/update-member";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";

/** Lifetime of an invitation. */
export const INVITATION_DAYS = 7;

export type CreatedInvitation = {
  readonly userId: MemberId;
  /** Shown only once: the database keeps its hash. */
  readonly token: string;
  readonly expiresAt: Date;
};

/** The path of the page that takes an invitation. The token is behind the hash, so that it is in no server's log. */
export function describeInvitationPath(token: string): string {
  return `/setup#${token}`;
}

/**
 * Creates a one-time link with which a member sets a first password or replaces a forgotten one. It replaces an earlier
 * invitation. The current password works until the member sets a new one.
 *
 * @throws AppError `forbidden` without `manage_members`, and for a program where the member has a password or
 * administers; `not_found`; `conflict` for a deactivated member, and for one with a password until a second person
 * approves.
 */
export async function createInvitation(
  context: Context,
  { userId }: { readonly userId: MemberId },
): Promise<CreatedInvitation> {
  const { organizationId, now, actor } = context;
  requirePermission(actor, "manage_members");
  const token = generateSessionSecret();
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * 86_400_000);
  await withOrganizationLock(context.database, organizationId, async (transaction) => {
    const member = await lockMemberDetail(transaction, organizationId, userId);
    if (member === null) {
      throw createNotFoundError();
    }
    requireNotErased(member);
    if (member.deactivatedAt !== null) {
      throw new AppError(
        "conflict",
        "This member is deactivated. Nothing was changed. Reactivate the member first, then invite them.",
      );
    }
    requireInvitable(actor, member);
    await requireLinkApproved(transaction, context, member);
    await endInvitationsOfMember(transaction, { organizationId, userId }, now);
    await execute(
      transaction,
      kysely.insertInto("invitations").values({
        organization_id: organizationId,
        user_id: userId,
        secret_hash: hashSecret(token),
        created_at: now,
        expires_at: expiresAt,
      }),
    );
    await insertAuditEntry(
      transaction,
      { organizationId, now, actorId: getActorId(actor) },
      {
        ...{ action: "invitation.create", subjectType: "user", subjectId: userId },
        detail: {
          replaces_password: member.hasPassword,
          ...(isProgram(actor) && { by_program: true }),
        },
      },
    );
  });
  return { userId, token, expiresAt };
}

/**
 * A program knows the link that it creates. A leaked token must become neither another's password nor an
 * administrator's, which would work after the end of the token.
 *
 * @throws AppError `forbidden`.
 */
function requireInvitable(actor: Actor, { hasPassword, role }: MemberDetail): void {
  if (isProgram(actor) && (hasPassword || isPrivilegedRole(role))) {
    throw createForbiddenError("browser_only", {
      detail:
        "A program invites only members who have no password yet, and neither administrators nor auditors. Nothing was changed. Create this invitation in a browser.",
    });
  }
}
