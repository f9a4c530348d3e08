import { hashSecret } from "@/lib/auth/secret-hash";
import { generateToken, shareSecretPrefix } from "@/lib/auth/tokens/token-format";
import type { PersonContext } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { requireMayRequestMember } from "@/lib/performance/access/permissions";
import { requireShareLinks } from "@/lib/performance/access/privacy-mode";

/** The link's name in the member's data export. */
const NAME = "widget token";

type CreateWidgetTokenInput = {
  /** The caller, whose widget the token opens. */
  readonly userId: number;
  /** Maximum lifetime, 5–1,440. */
  readonly minutes: number;
};

export type CreatedWidgetToken = {
  readonly id: number;
  /** Shown only once: the database keeps its hash. */
  readonly token: string;
  readonly expiresAt: Date;
};

/**
 * Creates a short-lived share link for the caller's widget. If an API token requests it, it ends with that token at the
 * latest, whether the token expires or is revoked.
 * @throws AppError `forbidden` for another member's widget, and if the organization's privacy mode allows no links;
 * `not_found` if the owner was deactivated or the token ended in the meantime.
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
  if (created === undefined) throw createNotFoundError();
  return { id: created.id, token, expiresAt: created.expires_at };
}
