import { hashPassword } from "@/lib/auth/password/password";
import { endInvitationsOfMember, endSessionsOfMember } from "@/lib/auth/sessions/end-sessions";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute } from "@/lib/db/select-rows";
import { withTransaction } from "@/lib/db/transaction";
import { createNotFoundError } from "@/lib/errors";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { type AuditAuthor, insertAuditEntry } from "@/lib/performance/members/queries/audit-log";

type StoredPassword = {
  readonly userId: MemberId;
  readonly passwordHash: string;
  /** For the audit log: with an invitation, a password is set without proof of identity. */
  readonly by?: "invitation";
};

/**
 * Sets a member's password and signs them out everywhere. Does not check permissions: the caller does.
 * @throws AppError `invalid_request` for its length, `not_found` for an unknown or deactivated member.
 */
export async function setPassword(
  context: Context,
  input: { readonly userId: MemberId; readonly password: string },
): Promise<void> {
  const { organizationId, now, actor } = context;
  const passwordHash = await hashPassword(input.password);
  const author = { organizationId, now, actorId: getActorId(actor) };
  await withTransaction(context.database, (transaction) =>
    storePassword(transaction, author, { userId: input.userId, passwordHash }),
  );
}

/**
 * Stores a hash in the caller's transaction, ends the member's sessions and their open invitations.
 * @throws AppError `not_found` for an unknown or deactivated member.
 */
export async function storePassword(
  transaction: Transaction,
  author: AuditAuthor,
  { userId, passwordHash, by }: StoredPassword,
): Promise<void> {
  const { organizationId, now } = author;
  const changed = await execute(
    transaction,
    kysely
      .updateTable("users")
      .set({ password_hash: passwordHash })
      .where("organization_id", "=", organizationId)
      .where("id", "=", userId)
      .where("deactivated_at", "is", null),
  );
  if (changed === 0) {
    throw createNotFoundError();
  }
  await endSessionsOfMember(transaction, { organizationId, userId }, now);
  await endInvitationsOfMember(transaction, { organizationId, userId }, now);
  await insertAuditEntry(transaction, author, {
    action: "password.set",
    subjectType: "user",
    subjectId: userId,
    ...(by !== undefined && { detail: { by } }),
  });
}
