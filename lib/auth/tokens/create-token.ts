import { requireCredentialTerms } from "@/lib/auth/credential-terms";
import { hashSecret } from "@/lib/auth/secret-hash";
import { generateToken } from "@/lib/auth/tokens/token-format";
import type { Context, Role, TokenScope } from "@/lib/context";
import { AppError, createForbiddenError, createNotFoundError } from "@/lib/errors";
import { listScopesOfRole } from "@/lib/performance/access/permissions";

type CreateTokenInput = {
  readonly userId: number;
  /** 1–100 characters. The owner recognizes the token by it. */
  readonly name: string;
  /** Null for all scopes that the owner's role allows. */
  readonly scopes: readonly TokenScope[] | null;
  /** Lifetime, 1–365. */
  readonly days: number;
};

export type CreatedToken = {
  readonly id: number;
  readonly name: string;
  /** Shown only once: the database keeps its hash. */
  readonly token: string;
  readonly scopes: readonly TokenScope[];
  readonly expiresAt: Date;
};

/**
 * Creates a token for the signed-in member, or for any member from the command line.
 * @throws AppError `forbidden` for another member, and if a token requests it; `not_found` for an unknown or
 * deactivated member; `invalid_request` for a name or a lifetime out of range, and for scopes beyond the owner's role.
 */
export async function createToken(
  context: Context,
  input: CreateTokenInput,
): Promise<CreatedToken> {
  const { actor, database, now, organizationId } = context;
  // A leaked token could otherwise create tokens that outlive it.
  if (actor.kind === "token" || (actor.kind === "session" && actor.userId !== input.userId)) {
    throw createForbiddenError();
  }
  requireCredentialTerms("token", input);
  const [owner] = await database.$queryRaw<{ role: Role }[]>`
    SELECT role::text AS role FROM users
     WHERE organization_id = ${organizationId} AND id = ${input.userId} AND deactivated_at IS NULL`;
  if (owner === undefined) {
    throw createNotFoundError();
  }
  const allowed = listScopesOfRole(owner.role);
  const scopes = requireScopes(input.scopes ?? allowed, allowed);
  const token = generateToken();
  const expiresAt = new Date(now.getTime() + input.days * 86_400_000);
  const [created] = await database.$queryRaw<{ id: number }[]>`
    WITH owner AS (
      SELECT organization_id, id FROM users
       WHERE organization_id = ${organizationId} AND id = ${input.userId} AND deactivated_at IS NULL
         FOR SHARE
    ), created AS (
      INSERT INTO api_tokens (organization_id, user_id, name, token_hash, scopes, created_at, expires_at)
      SELECT organization_id, id, ${input.name.trim()}, ${hashSecret(token)},
             ${[...scopes]}::text[], ${now.toISOString()}::timestamptz, ${expiresAt.toISOString()}::timestamptz
        FROM owner
      RETURNING id
    ), audited AS (
      INSERT INTO audit_log (organization_id, actor_id, action, subject_type, subject_id, created_at)
      SELECT ${organizationId}, ${actor.userId}::integer, 'token.create', 'token', id::text, ${now.toISOString()}::timestamptz
        FROM created
    )
    SELECT id FROM created`;
  if (created === undefined) {
    // The owner was deactivated in the meantime.
    throw createNotFoundError();
  }
  return { id: created.id, name: input.name.trim(), token, scopes, expiresAt };
}

function requireScopes(
  requested: readonly TokenScope[],
  allowed: readonly TokenScope[],
): readonly TokenScope[] {
  const excess = requested.filter((scope) => !allowed.includes(scope));
  if (excess.length > 0 || requested.length === 0) {
    const reason =
      requested.length === 0
        ? "name at least one scope"
        : `the owner's role does not allow ${excess.join(", ")}; it allows ${allowed.join(", ")}`;
    throw new AppError("invalid_request", `No token was created: ${reason}.`, {
      invalidParams: [{ name: "scopes", reason }],
    });
  }
  return allowed.filter((scope) => requested.includes(scope));
}
