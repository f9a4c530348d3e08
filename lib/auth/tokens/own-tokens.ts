import type { TokenList } from "@/lib/auth/account-schemas";
import type { PersonContext } from "@/lib/context";
import { type TokenScope, tokenScopes } from "@/lib/context";
import { requireMayRequestMember } from "@/lib/performance/access/permissions";

type TokenRow = {
  id: number;
  name: string;
  scopes: string[];
  created_at: Date;
  expires_at: Date;
  last_used_at: Date | null;
};

/** The newest first, without revoked tokens. @throws AppError `forbidden`. */
export async function listOwnTokens(context: PersonContext): Promise<TokenList> {
  const { actor, database, organizationId } = context;
  requireMayRequestMember(actor, actor.userId, null);
  const rows = await database.$queryRaw<TokenRow[]>`
    SELECT id, name, scopes, created_at, expires_at, last_used_at FROM api_tokens
     WHERE organization_id = ${organizationId} AND user_id = ${actor.userId}
       AND revoked_at IS NULL
     ORDER BY id DESC`;
  return {
    tokens: rows.map((row) => ({
      id: row.id,
      name: row.name,
      scopes: toKnownScopes(row.scopes),
      created_at: row.created_at.toISOString(),
      expires_at: row.expires_at.toISOString(),
      last_used_at: row.last_used_at?.toISOString() ?? null,
    })),
  };
}

function toKnownScopes(stored: readonly string[]): TokenScope[] {
  return tokenScopes.filter((scope) => stored.includes(scope));
}
