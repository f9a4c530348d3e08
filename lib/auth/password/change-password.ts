import { hashPassword, verifyPassword } from "@/lib/auth/password/password";
import { storePassword } from "@/lib/auth/password/set-password";
import {
  clearSignInAttempts,
  getPasswordAttemptKey,
  requireSignInAttempt,
} from "@/lib/auth/sign-in/sign-in-limit";
import type { PersonContext } from "@/lib/context";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, createForbiddenError } from "@/lib/errors";
import type { MemberId } from "@/lib/performance/domain/units/ids";

/**
 * Changes the caller's password and signs them out everywhere, in this browser too. The current password is required,
 * so that another person cannot use an open browser. Attempts are limited like those to sign in, but count apart, so
 * that they cannot be used up from outside.
 *
 * @throws AppError `forbidden` for a token; `invalid_request` for a wrong or unusable password; `rate_limited`.
 */
export async function changePassword(
  context: PersonContext,
  input: { readonly currentPassword: string; readonly newPassword: string },
): Promise<{ readonly userId: MemberId }> {
  const { actor, database, now, organizationId } = context;
  if (actor.kind !== "session") {
    throw createForbiddenError("browser_only");
  }
  const { userId } = actor;
  const member = { organizationId, userId };
  await requireSignInAttempt(database, getPasswordAttemptKey(member), now);
  const owner = await selectRow(
    database,
    kysely
      .selectFrom("users")
      .select("password_hash")
      .where("organization_id", "=", organizationId)
      .where("id", "=", userId),
  );
  if (!(await verifyPassword(owner?.password_hash ?? null, input.currentPassword))) {
    throw new AppError(
      "invalid_request",
      "This is not your current password. Nothing was changed.",
      { invalidParams: [{ name: "current_password", reason: "must be the current password" }] },
    );
  }
  const passwordHash = await hashPassword(input.newPassword, "new_password");
  const author = { organizationId, now, actorId: userId };
  await withTransaction(database, (transaction) =>
    storePassword(transaction, author, { userId, passwordHash }),
  );
  await clearSignInAttempts(database, member);
  return { userId };
}
