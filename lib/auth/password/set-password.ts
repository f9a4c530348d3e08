import { hashPassword } from "@/lib/auth/password/password";
import { endSessionsOfMember } from "@/lib/auth/sessions/end-sessions";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { notFoundError } from "@/lib/errors";
import { type AuditAuthor, insertAuditEntry } from "@/lib/performance/members/queries/audit-log";

type StoredPassword = {
  readonly userId: number;
  readonly passwordHash: string;
  /** Whoever holds an invitation sets a password without having proved who they are: the audit log tells it apart. */
  readonly by?: "invitation";
};

/**
 * Gives a member another password and signs them out everywhere. Whether the caller may is for the caller to say.
 * @throws AppError `invalid_request` for its length, `not_found` for a member who is not there or deactivated.
 */
export async function setPassword(
  context: Context,
  input: { readonly userId: number; readonly password: string },
): Promise<void> {
  const { organizationId, now, actor } = context;
  const passwordHash = await hashPassword(input.password);
  const author = { organizationId, now, actorId: actor.userId };
  await withTransaction(context.database, (transaction) =>
    storePassword(transaction, author, { userId: input.userId, passwordHash }),
  );
}

/**
 * The same with a hash, in the caller's transaction; invitations to set one are over then.
 * @throws AppError `not_found` for a member who is not there or deactivated.
 */
export async function storePassword(
  transaction: Transaction,
  author: AuditAuthor,
  { userId, passwordHash, by }: StoredPassword,
): Promise<void> {
  const { organizationId, now } = author;
  const changed = await transaction.$executeRaw`
    UPDATE users SET password_hash = ${passwordHash}
     WHERE organization_id = ${organizationId} AND id = ${userId} AND deactivated_at IS NULL`;
  if (changed === 0) {
    throw notFoundError();
  }
  await endSessionsOfMember(transaction, { organizationId, userId }, now);
  await transaction.$executeRaw`
    UPDATE invitations SET ended_at = ${now.toISOString()}::timestamptz
     WHERE organization_id = ${organizationId} AND user_id = ${userId} AND ended_at IS NULL`;
  await insertAuditEntry(transaction, author, {
    action: "password.set",
    subjectType: "user",
    subjectId: userId,
    ...(by !== undefined && { detail: { by } }),
  });
}
