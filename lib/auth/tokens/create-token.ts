import { requireCredentialTerms } from "@/lib/auth/credential-terms";
import { hashSecret } from "@/lib/auth/secret-hash";
import { generateToken } from "@/lib/auth/tokens/token-format";
import type { Context, Role, TokenScope } from "@/lib/context";
import { AppError, forbiddenError, notFoundError } from "@/lib/errors";
import { listScopesOfRole } from "@/lib/performance/access/permissions";

type CreateTokenInput = {
  readonly userId: number;
  /** What its owner knows it by, 1–100 characters. */
  readonly name: string;
  /** Null: all that the owner's role allows. */
  readonly scopes: readonly TokenScope[] | null;
  /** 1–365. */
  readonly days: number;
};

export type CreatedToken = {
  readonly id: number;
  readonly name: string;
  /** Shown this once; only its hash is kept. */
  readonly token: string;
  readonly scopes: readonly TokenScope[];
  readonly expiresAt: Date;
};

/**
 * Makes a token for a member: their own from their browser, or anybody's from the command line.
 * @throws AppError `forbidden` for somebody else's, and for a token; `not_found` for a member who is not there or deactivated;
 * `invalid_request` for a name, a term or scopes out of range, or beyond the owner's role.
 */
export async function createToken(
  context: Context,
  input: CreateTokenInput,
): Promise<CreatedToken> {
  const { actor, database, now, organizationId } = context;
  // A token that leaks would outlive its end in the tokens that it makes.
  if (actor.kind === "token" || (actor.kind === "session" && actor.userId !== input.userId)) {
    throw forbiddenError();
  }
  requireCredentialTerms("token", input);
  const [owner] = await database.$queryRaw<{ role: Role }[]>`
    SELECT role::text AS role FROM users
     WHERE organization_id = ${organizationId} AND id = ${input.userId} AND deactivated_at IS NULL`;
  if (owner === undefined) {
    throw notFoundError();
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
    // Deactivated in the meantime: whoever did it has revoked the tokens that were there.
    throw notFoundError();
  }
  return { id: created.id, name: input.name.trim(), token, scopes, expiresAt };
}

function requireScopes(
  asked: readonly TokenScope[],
  allowed: readonly TokenScope[],
): readonly TokenScope[] {
  const beyond = asked.filter((scope) => !allowed.includes(scope));
  if (beyond.length > 0 || asked.length === 0) {
    const reason =
      asked.length === 0
        ? "name at least one scope"
        : `${beyond.join(", ")} is more than its owner may do; allowed are ${allowed.join(", ")}`;
    throw new AppError("invalid_request", `No token was made: ${reason}.`, {
      invalidParams: [{ name: "scopes", reason }],
    });
  }
  return allowed.filter((scope) => asked.includes(scope));
}
