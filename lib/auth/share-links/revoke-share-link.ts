import type { PersonContext } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";

/**
 * Revokes a share link of the caller. It shows nothing from the next request on, in every process. A second call
 * changes nothing.
 * @throws AppError `not_found` for an unknown link and for another member's link.
 */
export async function revokeShareLink(
  { actor, database, now, organizationId }: PersonContext,
  { id }: { readonly id: number },
): Promise<void> {
  const [found] = await database.$queryRaw<{ id: number }[]>`
    WITH found AS (
      SELECT id, revoked_at FROM share_links
       WHERE organization_id = ${organizationId} AND id = ${id} AND user_id = ${actor.userId}
    ), revoked AS (
      UPDATE share_links SET revoked_at = ${now.toISOString()}::timestamptz
       WHERE organization_id = ${organizationId}
         AND id = (SELECT id FROM found WHERE revoked_at IS NULL)
      RETURNING id
    ), audited AS (
      INSERT INTO audit_log (organization_id, actor_id, action, subject_type, subject_id, created_at)
      SELECT ${organizationId}, ${actor.userId}, 'share_link.revoke', 'share_link', id::text,
             ${now.toISOString()}::timestamptz
        FROM revoked
    )
    SELECT id FROM found`;
  if (found === undefined) {
    throw createNotFoundError();
  }
}
