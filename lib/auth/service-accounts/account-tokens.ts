import { sql } from "kysely";
import { hashSecret } from "@/lib/auth/secret-hash";
import { generateToken } from "@/lib/auth/tokens/token-format";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { execute, selectRow } from "@/lib/db/select-rows";
import { AppError } from "@/lib/errors";
import type { ServiceAccountId } from "@/lib/performance/domain/units/ids";

/** Adds a token with the account's scopes; the secret is returned only here. */
export async function insertAccountToken(
  transaction: Transaction,
  { now, organizationId }: Context,
  account: Pick<Row<"service_accounts">, "id" | "name" | "scopes">,
  days: number,
) {
  const token = generateToken();
  const row = await selectRow(
    transaction,
    kysely
      .insertInto("api_tokens")
      .values({
        ...{ organization_id: organizationId, service_account_id: account.id, name: account.name },
        ...{ token_hash: hashSecret(token), scopes: sql<string[]>`${account.scopes}::text[]` },
        ...{ created_at: now, expires_at: new Date(now.getTime() + days * 86_400_000) },
      })
      .returning(["id", "service_account_id", "created_at", "expires_at", "last_used_at"]),
  );
  if (row === null) throw new AppError("internal", "The token could not be stored.");
  return { token, row };
}

/** Revokes the account's tokens but for one, or all of them. */
export async function revokeAccountTokens(
  transaction: Transaction,
  { now, organizationId }: Context,
  accountId: ServiceAccountId,
  { except = 0 }: { readonly except?: number } = {},
): Promise<void> {
  await execute(
    transaction,
    kysely
      .updateTable("api_tokens")
      .set({ revoked_at: now })
      .where("organization_id", "=", organizationId)
      .where("service_account_id", "=", accountId)
      .where("id", "!=", except)
      .where("revoked_at", "is", null),
  );
}
