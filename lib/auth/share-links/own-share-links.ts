import type { ShareLinkList } from "@/lib/auth/share-links/schemas";
import type { PersonContext } from "@/lib/context";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { requireMayRequestMember } from "@/lib/performance/access/permissions";
import { allowsShareLinks } from "@/lib/performance/access/privacy-mode";

/**
 * The newest first, without revoked links and without the short-lived links of a token, which end with it.
 * @throws AppError `forbidden`.
 */
export async function listOwnShareLinks(context: PersonContext): Promise<ShareLinkList> {
  const { actor, database, organization, organizationId } = context;
  requireMayRequestMember(actor, actor.userId, null);
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("share_links")
      .select(["id", "name", "shares", "created_at", "expires_at", "last_used_at"])
      .where("organization_id", "=", organizationId)
      .where("user_id", "=", actor.userId)
      .where("revoked_at", "is", null)
      .where("api_token_id", "is", null)
      .orderBy("id", "desc"),
  );
  return {
    is_allowed: allowsShareLinks(organization),
    share_links: rows.map((row) => ({
      id: row.id,
      name: row.name,
      shares: row.shares,
      created_at: row.created_at.toISOString(),
      expires_at: row.expires_at.toISOString(),
      last_used_at: row.last_used_at?.toISOString() ?? null,
    })),
  };
}
