import { hashSecret } from "@/lib/auth/secret-hash";
import { generateSessionSecret } from "@/lib/auth/sessions/session-secret";
import type { Context } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, forbiddenError, notFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { lockMemberDetail } from "@/lib/performance/members/queries/member-records";
import { requireNotErased } from "@/lib/performance/members/update-member";

/** How long an invitation can be used. */
export const INVITATION_DAYS = 7;

export type CreatedInvitation = {
  readonly userId: number;
  /** Shown this once; only its hash is kept. */
  readonly token: string;
  readonly expiresAt: Date;
};

/**
 * A one-time link with which a member sets a password, their first or a forgotten one. It takes the place of an earlier
 * one; the password that they have works until then.
 *
 * @throws AppError `forbidden` without `manage_organization`, and for a token; `not_found`; `conflict` for a deactivated member.
 */
export async function createInvitation(
  context: Context,
  { userId }: { readonly userId: number },
): Promise<CreatedInvitation> {
  const { organizationId, now, actor } = context;
  requirePermission(actor, "manage_organization");
  // Its owner's too: a token that leaks would become a password, and outlive its end.
  if (actor.kind === "token") {
    throw forbiddenError();
  }
  const token = generateSessionSecret();
  const expiresAt = new Date(now.getTime() + INVITATION_DAYS * 86_400_000);
  await withTransaction(context.database, async (transaction) => {
    const member = await lockMemberDetail(transaction, organizationId, userId);
    if (member === null) {
      throw notFoundError();
    }
    requireNotErased(member);
    if (member.deactivatedAt !== null) {
      throw new AppError(
        "conflict",
        "This member is deactivated. Bring them back first, then invite them. Nothing was changed.",
      );
    }
    await transaction.$executeRaw`
      UPDATE invitations SET ended_at = ${now.toISOString()}::timestamptz
       WHERE organization_id = ${organizationId} AND user_id = ${userId} AND ended_at IS NULL`;
    await transaction.$executeRaw`
      INSERT INTO invitations (organization_id, user_id, secret_hash, created_at, expires_at)
      VALUES (${organizationId}, ${userId}, ${hashSecret(token)},
              ${now.toISOString()}::timestamptz, ${expiresAt.toISOString()}::timestamptz)`;
    await insertAuditEntry(
      transaction,
      { organizationId, now, actorId: actor.userId },
      { action: "invitation.create", subjectType: "user", subjectId: userId },
    );
  });
  return { userId, token, expiresAt };
}
