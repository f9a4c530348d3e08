import { hashPassword } from "@/lib/auth/password/password";
import { storePassword } from "@/lib/auth/password/set-password";
import { hashSecret } from "@/lib/auth/secret-hash";
import { isSessionSecret } from "@/lib/auth/sessions/session-secret";
import { clearSignInAttempts } from "@/lib/auth/sign-in/sign-in-limit";
import type { PublicContext } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";

type InvitedMember = { readonly organizationId: number; readonly userId: number };

/**
 * Sets the password of the invited member. An invitation works once, and only while its member is active.
 * @throws AppError `invalid_request`, with the same text for an unknown, used, replaced or expired invitation; also for
 * the length of the password, which does not use up the invitation.
 */
export async function acceptInvitation(
  { database, now }: PublicContext,
  input: { readonly token: string; readonly newPassword: string },
): Promise<{ readonly userId: number }> {
  const { token } = input;
  // Before hashing, so that a guess costs only a query.
  if (!isSessionSecret(token) || (await findInvitedMember(database, token, now)) === null) {
    throw createInvitationError();
  }
  const passwordHash = await hashPassword(input.newPassword, "new_password");
  const invited = await withTransaction(database, async (transaction) => {
    const found = await findInvitedMember(transaction, token, now);
    if (found === null) {
      throw createInvitationError();
    }
    const { organizationId, userId } = found;
    const author = { organizationId, now, actorId: userId };
    await storePassword(transaction, author, { userId, passwordHash, by: "invitation" });
    return found;
  });
  await clearSignInAttempts(database, invited);
  return { userId: invited.userId };
}

/** Locks the invitation, so that the second of two concurrent requests finds it used. */
async function findInvitedMember(
  database: Database | Transaction,
  token: string,
  now: Date,
): Promise<InvitedMember | null> {
  const [row] = await database.$queryRaw<{ organization_id: number; user_id: number }[]>`
    SELECT i.organization_id, i.user_id
      FROM invitations i
      JOIN users u ON u.organization_id = i.organization_id AND u.id = i.user_id
     WHERE i.secret_hash = ${hashSecret(token)} AND i.ended_at IS NULL
       AND i.expires_at > ${now.toISOString()}::timestamptz AND u.deactivated_at IS NULL
       FOR UPDATE OF i`;
  return row === undefined ? null : { organizationId: row.organization_id, userId: row.user_id };
}

function createInvitationError(): AppError {
  return new AppError(
    "invalid_request",
    "This invitation cannot be used any more. Ask an administrator of your organization for a new one.",
    { invalidParams: [{ name: "token", reason: "must belong to an open invitation" }] },
  );
}
