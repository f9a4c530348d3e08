import { hashSecret } from "@/lib/auth/secret-hash";
import { generateToken, shareSecretPrefix } from "@/lib/auth/tokens/token-format";
import type { PersonContext } from "@/lib/context";
import { notFoundError } from "@/lib/errors";
import { requireMayRequestMember } from "@/lib/performance/access/permissions";
import { requireShareLinks } from "@/lib/performance/access/privacy-mode";

/** What its owner knows it by in what is kept about them. */
const NAME = "widget token";

type CreateWidgetTokenInput = {
  /** Whose widget it shows: the caller's own. */
  readonly userId: number;
  /** How long it works at most, 5–1,440. */
  readonly minutes: number;
};

export type CreatedWidgetToken = {
  readonly id: number;
  /** Shown this once; only its hash is kept. */
  readonly token: string;
  readonly expiresAt: Date;
};

/**
 * Makes the secret with which a page shows the caller's own widget for a short while: a share link that, asked for with a
 * token, ends with it at the latest, on its date as well as when it is revoked.
 * @throws AppError `forbidden` for somebody else's, and where the organization's privacy mode allows none; `not_found`
 * where its owner was deactivated or the token ended meanwhile.
 */
export async function createWidgetToken(
  context: PersonContext,
  { userId, minutes }: CreateWidgetTokenInput,
): Promise<CreatedWidgetToken> {
  const { actor, database, now, organization, organizationId } = context;
  requireMayRequestMember(actor, userId, null);
  requireShareLinks(organization);
  const token = generateToken(shareSecretPrefix);
  const apiTokenId = actor.kind === "token" ? actor.credentialId : null;
  const latest = new Date(now.getTime() + minutes * 60_000);
  const [created] = await database.$queryRaw<{ id: number; expires_at: Date }[]>`
    WITH owner AS (
      SELECT organization_id, id FROM users
       WHERE organization_id = ${organizationId} AND id = ${userId} AND deactivated_at IS NULL
         FOR SHARE
    ), asked_with AS (
      SELECT id, expires_at FROM api_tokens
       WHERE organization_id = ${organizationId} AND id = ${apiTokenId}::integer AND user_id = ${userId}
         AND revoked_at IS NULL AND expires_at > ${now.toISOString()}::timestamptz
         FOR SHARE
    ), created AS (
      INSERT INTO share_links
        (organization_id, user_id, shares, name, secret_hash, created_at, expires_at, api_token_id)
      SELECT owner.organization_id, owner.id, 'widget', ${NAME}, ${hashSecret(token)},
             ${now.toISOString()}::timestamptz,
             least(${latest.toISOString()}::timestamptz, asked_with.expires_at), asked_with.id
        FROM owner LEFT JOIN asked_with ON true
       WHERE asked_with.id IS NOT DISTINCT FROM ${apiTokenId}::integer
      RETURNING id, expires_at
    ), audited AS (
      INSERT INTO audit_log (organization_id, actor_id, action, subject_type, subject_id, detail, created_at)
      SELECT ${organizationId}, ${actor.userId}, 'share_link.create', 'share_link', id::text,
             ${JSON.stringify({ shares: "widget", minutes, token: apiTokenId })}::jsonb,
             ${now.toISOString()}::timestamptz
        FROM created
    )
    SELECT id, expires_at FROM created`;
  if (created === undefined) throw notFoundError();
  return { id: created.id, token, expiresAt: created.expires_at };
}
