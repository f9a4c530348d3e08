import type { TokenList } from "@/lib/auth/account-schemas";
import type { PersonContext } from "@/lib/context";
import { type TokenScope, tokenScopes } from "@/lib/context";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { requireMayRequestMember } from "@/lib/performance/access/permissions";

/** The newest first, without revoked tokens. @throws AppError `forbidden`. */
export async function listOwnTokens(context: PersonContext): Promise<TokenList> {
  const { actor, database, organizationId } = context;
  requireMayRequestMember(actor, actor.userId, null);
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("api_tokens")
      .select(["id", "name", "scopes", "created_at", "expires_at", "last_used_at"])
      .where("organization_id", "=", organizationId)
      .where("user_id", "=", actor.userId)
      .where("revoked_at", "is", null)
      .orderBy("id", "desc"),
  );
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
