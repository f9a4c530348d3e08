import { belongsToNoConnection } from "@/lib/auth/service-accounts/belongs-to-no-connection";
import type {
  ServiceAccountList,
  ServiceAccountResponse,
} from "@/lib/auth/service-accounts/schemas";
import { type Context, tokenScopes } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { ServiceAccountId } from "@/lib/performance/domain/units/ids";

/** The service accounts that are not revoked, by id. @throws AppError `forbidden` without `manage_tokens`. */
export async function listServiceAccounts(context: Context): Promise<ServiceAccountList> {
  const { actor, database, organizationId } = context;
  requirePermission(actor, "manage_tokens");
  const accounts = await selectRows(
    database,
    kysely
      .selectFrom("service_accounts")
      .select(["id", "name", "scopes", "created_at"])
      .where("organization_id", "=", organizationId)
      .where("revoked_at", "is", null)
      .where(belongsToNoConnection())
      .orderBy("id"),
  );
  const tokens = await listTokensOfAccounts(
    database,
    organizationId,
    accounts.map(({ id }) => id),
  );
  return { service_accounts: accounts.map((account) => serializeAccount(account, tokens)) };
}

type AccountRow = Pick<Row<"service_accounts">, "id" | "name" | "scopes" | "created_at">;
type TokenRow = Pick<
  Row<"api_tokens">,
  "id" | "service_account_id" | "created_at" | "expires_at" | "last_used_at"
>;

/** The tokens of these accounts that are not revoked, the newest first. */
export function listTokensOfAccounts(
  database: Database | Transaction,
  organizationId: number,
  ids: readonly ServiceAccountId[],
): Promise<readonly TokenRow[]> {
  return selectRows(
    database,
    kysely
      .selectFrom("api_tokens")
      .select(["id", "service_account_id", "created_at", "expires_at", "last_used_at"])
      .where("organization_id", "=", organizationId)
      .where("service_account_id", "=", anyOf(ids))
      .where("revoked_at", "is", null)
      .orderBy("id", "desc"),
  );
}

export function serializeAccount(
  account: AccountRow,
  tokens: readonly TokenRow[],
): ServiceAccountResponse {
  return {
    id: account.id,
    name: account.name,
    scopes: tokenScopes.filter((scope) => account.scopes.includes(scope)),
    created_at: account.created_at.toISOString(),
    tokens: tokens
      .filter(({ service_account_id: id }) => id === account.id)
      .map((token) => ({
        id: token.id,
        created_at: token.created_at.toISOString(),
        expires_at: token.expires_at.toISOString(),
        last_used_at: token.last_used_at?.toISOString() ?? null,
      })),
  };
}
