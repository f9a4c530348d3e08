import { hashPassword } from "@/lib/auth/password/password";
import { storePassword } from "@/lib/auth/password/set-password";
import { hashSecret } from "@/lib/auth/secret-hash";
import { isSessionSecret } from "@/lib/auth/sessions/session-secret";
import { clearSignInAttempts } from "@/lib/auth/sign-in/sign-in-limit";
import type { PublicContext } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import type { MemberId } from "@/lib/performance/domain/units/ids";

type InvitedMember = { readonly organizationId: number; readonly userId: MemberId };

/**
 * Sets the password of the invited member. An invitation works once, and only while its member is active.
 * @throws AppError `invalid_request`, with the same text for an unknown, used, replaced or expired invitation; also for
 * the length of the password, which does not use up the invitation.
 */
export async function acceptInvitation(
  { database, now }: PublicContext,
  input: { readonly token: string; readonly newPassword: string },
): Promise<{ readonly userId: MemberId }> {
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
  const row = await selectRow(
    database,
    kysely
      .selectFrom("invitations as invitation")
      .innerJoin("users as member", (join) =>
        join
          .onRef("member.organization_id", "=", "invitation.organization_id")
          .onRef("member.id", "=", "invitation.user_id"),
      )
      .select(["invitation.organization_id", "invitation.user_id"])
      .where("invitation.secret_hash", "=", hashSecret(token))
      .where("invitation.ended_at", "is", null)
      .where("invitation.expires_at", ">", now)
      .where("member.deactivated_at", "is", null)
      .forUpdate("invitation"),
  );
  return row === null ? null : { organizationId: row.organization_id, userId: row.user_id };
}

function createInvitationError(): AppError {
  return new AppError(
    "invalid_request",
    "This invitation cannot be used any more. Ask an administrator of your organization for a new one.",
    { invalidParams: [{ name: "token", reason: "must belong to an open invitation" }] },
  );
}
