import { requireCredentialTerms } from "@/lib/auth/credential-terms";
import { hashSecret } from "@/lib/auth/secret-hash";
import { generateToken, shareSecretPrefix } from "@/lib/auth/tokens/token-format";
import type { PersonContext, SharedKind } from "@/lib/context";
import { forbiddenError, notFoundError } from "@/lib/errors";
import { requireShareLinks } from "@/lib/performance/access/privacy-mode";

type CreateShareLinkInput = {
  /** What its owner knows it by, 1–100 characters. */
  readonly name: string;
  readonly shares: SharedKind;
  /** 1–365. */
  readonly days: number;
};

export type CreatedShareLink = {
  readonly id: number;
  readonly name: string;
  readonly shares: SharedKind;
  /** Shown this once; only its hash is kept. */
  readonly secret: string;
  readonly expiresAt: Date;
};

/**
 * Makes a link with which whoever has it sees one thing of the caller's own.
 * @throws AppError `forbidden` for a token, which the link would outlive, and where the organization's privacy mode
 * allows none; `invalid_request` for a name or a term out of range; `not_found` for somebody deactivated meanwhile.
 */
export async function createShareLink(
  context: PersonContext,
  { name: given, shares, days }: CreateShareLinkInput,
): Promise<CreatedShareLink> {
  const { actor, database, now, organization, organizationId } = context;
  if (actor.kind !== "session") {
    throw forbiddenError();
  }
  requireShareLinks(organization);
  requireCredentialTerms("link", { name: given, days });
  const name = given.trim();
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
    // Deactivated in the meantime: whoever did it has revoked the links that were there.
    throw notFoundError();
  }
  return { id: created.id, name, shares, secret, expiresAt };
}
