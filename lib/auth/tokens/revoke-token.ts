import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";

/**
 * Revokes a token of the caller, or any member's token from the command line. Its next request is 401, in every
 * process. A second call changes nothing.
 * @throws AppError `not_found` for an unknown token and for another member's token.
 */
export async function revokeToken(context: Context, input: { readonly id: number }): Promise<void> {
  const { actor, database, now, organizationId } = context;
  const [found] = await database.$queryRaw<{ id: number }[]>`
    WITH found AS (
      SELECT id, revoked_at FROM api_tokens
       WHERE organization_id = ${organizationId} AND id = ${input.id}
         AND (${actor.userId}::integer IS NULL OR user_id = ${actor.userId}::integer)
    ), revoked AS (
      UPDATE api_tokens SET revoked_at = ${now.toISOString()}::timestamptz
       WHERE organization_id = ${organizationId}
         AND id = (SELECT id FROM found WHERE revoked_at IS NULL)
      RETURNING id
    ), audited AS (
      INSERT INTO audit_log (organization_id, actor_id, action, subject_type, subject_id, created_at)
      SELECT ${organizationId}, ${actor.userId}::integer, 'token.revoke', 'token', id::text, ${now.toISOString()}::timestamptz
        FROM revoked
    )
    SELECT id FROM found`;
  if (found === undefined) {
    throw createNotFoundError();
  }
}
