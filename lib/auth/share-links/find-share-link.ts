import { type OrganizationRow, toOrganizationSettings } from "@/lib/auth/find-credential";
import { hashSecret } from "@/lib/auth/secret-hash";
import { isWellFormedToken, shareSecretPrefix } from "@/lib/auth/tokens/token-format";
import type { LinkContext, PublicContext, SharedKind } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { allowsShareLinks } from "@/lib/performance/access/privacy-mode";

type LinkRow = OrganizationRow & { id: number; user_id: number; is_use_noted: boolean };

/**
 * Finds the target of a share link and records its use. Null for a link that is unknown, expired or revoked, that
 * shares something else, or whose API token was revoked; also for a deactivated owner, and for an organization that
 * hides names. The result is the same for all of them, so that it reveals nothing.
 */
export async function findShareLink(
  base: PublicContext,
  secret: string,
  shares: SharedKind,
): Promise<LinkContext | null> {
  if (!isWellFormedToken(secret, shareSecretPrefix)) {
    return null;
  }
  const { database, now } = base;
  const [row] = await database.$queryRaw<LinkRow[]>`
    SELECT l.id, l.user_id,
           coalesce(l.last_used_at >= date_trunc('minute', ${now.toISOString()}::timestamptz), false) AS is_use_noted,
           o.id AS organization_id, o.slug, o.name AS organization_name, o.time_zone,
           o.privacy_mode::text AS privacy_mode, o.employee_leaderboard
      FROM share_links l
      JOIN users u ON u.organization_id = l.organization_id AND u.id = l.user_id
      JOIN organizations o ON o.id = l.organization_id
      LEFT JOIN api_tokens t ON t.organization_id = l.organization_id AND t.id = l.api_token_id
     WHERE l.secret_hash = ${hashSecret(secret)} AND l.shares = ${shares}::"SharedThing"
       AND l.revoked_at IS NULL AND l.expires_at > ${now.toISOString()}::timestamptz AND u.deactivated_at IS NULL
       AND (l.api_token_id IS NULL OR t.revoked_at IS NULL)`;
  if (row === undefined) {
    return null;
  }
  const organization = toOrganizationSettings(row);
  if (!allowsShareLinks(organization)) {
    return null;
  }
  if (!row.is_use_noted) {
    await recordLinkUse(database, row, now);
  }
  return {
    ...base,
    organizationId: organization.id,
    organization,
    link: {
      kind: "link",
      organizationId: organization.id,
      userId: row.user_id,
      credentialId: row.id,
      shares,
    },
  };
}

/** To the minute, so that a link on a busy page causes one write a minute and not one for each request. */
async function recordLinkUse(database: Database, row: LinkRow, now: Date): Promise<void> {
  await database.$executeRaw`
    UPDATE share_links SET last_used_at = date_trunc('minute', ${now.toISOString()}::timestamptz)
     WHERE organization_id = ${row.organization_id} AND id = ${row.id}
       AND (last_used_at IS NULL OR last_used_at < date_trunc('minute', ${now.toISOString()}::timestamptz))`;
}
