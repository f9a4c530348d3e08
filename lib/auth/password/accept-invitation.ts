import { hashPassword } from "@/lib/auth/password/password";
import { storePassword } from "@/lib/auth/password/set-password";
import { hashSecret } from "@/lib/auth/secret-hash";
import { isSessionSecret } from "@/lib/auth/sessions/session-secret";
import { clearSignInAttempts } from "@/lib/auth/sign-in/sign-in-limit";
import type { PublicContext } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";

type Invited = { readonly organizationId: number; readonly userId: number };

/**
 * Sets the password of whoever was invited. An invitation works once, and only while its member is active.
 * @throws AppError `invalid_request`, the same for one that is unknown, used, replaced or expired; for the length of the
 * password too, which leaves the invitation as it is.
 */
export async function acceptInvitation(
  { database, now }: PublicContext,
  input: { readonly token: string; readonly newPassword: string },
): Promise<{ readonly userId: number }> {
  const { token } = input;
  // Looked up before anything is hashed: whoever guesses costs no more than a look-up.
  if (!isSessionSecret(token) || (await findInvited(database, token, now)) === null) {
    throw unusableInvitation();
  }
  const passwordHash = await hashPassword(input.newPassword, "new_password");
  const invited = await withTransaction(database, async (transaction) => {
    const found = await findInvited(transaction, token, now);
    if (found === null) {
      throw unusableInvitation();
    }
    const { organizationId, userId } = found;
    const author = { organizationId, now, actorId: userId };
    await storePassword(transaction, author, { userId, passwordHash, by: "invitation" });
    return found;
  });
  await clearSignInAttempts(database, invited);
  return { userId: invited.userId };
}

/** Locked, so that of two at once the second finds it used. */
async function findInvited(
  database: Database | Transaction,
  token: string,
  now: Date,
): Promise<Invited | null> {
  const [row] = await database.$queryRaw<{ organization_id: number; user_id: number }[]>`
    SELECT i.organization_id, i.user_id
      FROM invitations i
      JOIN users u ON u.organization_id = i.organization_id AND u.id = i.user_id
     WHERE i.secret_hash = ${hashSecret(token)} AND i.ended_at IS NULL
       AND i.expires_at > ${now.toISOString()}::timestamptz AND u.deactivated_at IS NULL
       FOR UPDATE OF i`;
  return row === undefined ? null : { organizationId: row.organization_id, userId: row.user_id };
}

function unusableInvitation(): AppError {
  return new AppError(
    "invalid_request",
    "This invitation cannot be used any more. Ask an administrator of your organization for a new one.",
    { invalidParams: [{ name: "token", reason: "must be of an invitation that is open" }] },
  );
}
