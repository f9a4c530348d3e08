import { requireCredentialTerms } from "@/lib/auth/credential-terms";
import { hashSecret } from "@/lib/auth/secret-hash";
import { generateToken, shareSecretPrefix } from "@/lib/auth/tokens/token-format";
import type { PersonContext, SharedKind } from "@/lib/context";
import { createForbiddenError, createNotFoundError } from "@/lib/errors";
import { requireShareLinks } from "@/lib/performance/access/privacy-mode";

type CreateShareLinkInput = {
  /** 1–100 characters. The owner recognizes the link by it. */
  readonly name: string;
  readonly shares: SharedKind;
  /** Lifetime, 1–365. */
  readonly days: number;
};

export type CreatedShareLink = {
  readonly id: number;
  readonly name: string;
  readonly shares: SharedKind;
  /** Shown only once: the database keeps its hash. */
  readonly secret: string;
  readonly expiresAt: Date;
};

/**
 * Creates a link that shows the caller's widget or badges to anyone who has it.
 * @throws AppError `forbidden` for a token, because the link would outlive it, and if the organization's privacy mode
 * allows no links; `invalid_request` for a name or a lifetime out of range; `not_found` if the caller was deactivated
 * in the meantime.
 */
export async function createShareLink(
  context: PersonContext,
  { name: rawName, shares, days }: CreateShareLinkInput,
): Promise<CreatedShareLink> {
  const { actor, database, now, organization, organizationId } = context;
  if (actor.kind !== "session") {
    throw createForbiddenError();
  }
  requireShareLinks(organization);
  requireCredentialTerms("link", { name: rawName, days });
  const name = rawName.trim();
  const secret = generateToken(shareSecretPrefix);
  const expiresAt = new Date(now.getTime() + days * 86_400_000);
  const [created] = await database.$queryRaw<{ id: number }[]>`
    WITH owner AS (
      SELECT organization_id, id FROM users
       WHERE organization_id = ${organizationId} AND id = ${actor.userId} AND deactivated_at IS NULL
         FOR SHARE
    ), created AS (
      INSERT INTO share_links (organization_id, user_id, shares, name, secret_hash, created_at, expires_at)
      SELECT organization_id, id, ${shares}::"SharedThing", ${name}, ${hashSecret(secret)},
             ${now.toISOString()}::timestamptz, ${expiresAt.toISOString()}::timestamptz
        FROM owner
      RETURNING id
    ), audited AS (
      INSERT INTO audit_log (organization_id, actor_id, action, subject_type, subject_id, detail, created_at)
      SELECT ${organizationId}, ${actor.userId}, 'share_link.create', 'share_link', id::text,
             ${JSON.stringify({ shares, days })}::jsonb, ${now.toISOString()}::timestamptz
        FROM created
    )
    SELECT id FROM created`;
  if (created === undefined) {
    // The owner was deactivated in the meantime.
    throw createNotFoundError();
  }
  return { id: created.id, name, shares, secret, expiresAt };
}
