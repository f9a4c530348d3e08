import type { ShareLinkList } from "@/lib/auth/share-links/schemas";
import type { PersonContext, SharedKind } from "@/lib/context";
import { requireMayRequestMember } from "@/lib/performance/access/permissions";
import { allowsShareLinks } from "@/lib/performance/access/privacy-mode";

type ShareLinkRow = {
  id: number;
  name: string;
  shares: SharedKind;
  created_at: Date;
  expires_at: Date;
  last_used_at: Date | null;
};

/**
 * The newest first, without revoked links and without the short-lived links of a token, which end with it.
 * @throws AppError `forbidden`.
 */
export async function listOwnShareLinks(context: PersonContext): Promise<ShareLinkList> {
  const { actor, database, organization, organizationId } = context;
  requireMayRequestMember(actor, actor.userId, null);
  const rows = await database.$queryRaw<ShareLinkRow[]>`
    SELECT id, name, shares::text AS shares, created_at, expires_at, last_used_at FROM share_links
     WHERE organization_id = ${organizationId} AND user_id = ${actor.userId}
       AND revoked_at IS NULL AND api_token_id IS NULL
     ORDER BY id DESC`;
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
