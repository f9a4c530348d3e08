import { endSessionsOfMember } from "@/lib/auth/end-sessions";
import { hashPassword } from "@/lib/auth/password";
import type { Context } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { notFoundError } from "@/lib/errors";

/**
 * Gives a member another password and signs them out everywhere. Whether the caller may is for the caller to say.
 * @throws AppError `invalid_request` for its length, `not_found` for a member who is not there or deactivated.
 */
export async function setPassword(
  context: Context,
  input: { readonly userId: number; readonly password: string },
): Promise<void> {
  const passwordHash = await hashPassword(input.password);
  const { organizationId, now } = context;
  await withTransaction(context.database, async (transaction) => {
    const changed = await transaction.$executeRaw`
      UPDATE users SET password_hash = ${passwordHash}
       WHERE organization_id = ${organizationId} AND id = ${input.userId} AND deactivated_at IS NULL`;
    if (changed === 0) {
      throw notFoundError();
    }
    await endSessionsOfMember(transaction, { organizationId, userId: input.userId }, now);
    await transaction.$executeRaw`
      INSERT INTO audit_log (organization_id, actor_id, action, subject_type, subject_id, created_at)
      VALUES (${organizationId}, ${context.actor.userId}, 'password.set', 'user',
              ${String(input.userId)}, ${now.toISOString()}::timestamptz)`;
  });
}
