import { belongsToNoConnection } from "@/lib/auth/service-accounts/belongs-to-no-connection";
import type { Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { createNotFoundError } from "@/lib/errors";
import type { ServiceAccountId } from "@/lib/performance/domain/units/ids";

/**
 * Locks a service account against other writers until the transaction ends.
 * @throws AppError `not_found` for an unknown and for a revoked account, and for that of a connection.
 */
export async function lockServiceAccount(
  transaction: Transaction,
  organizationId: number,
  id: ServiceAccountId,
) {
  const account = await selectRow(
    transaction,
    kysely
      .selectFrom("service_accounts")
      .select(["id", "name", "scopes", "created_at"])
      .where("organization_id", "=", organizationId)
      .where("id", "=", id)
      .where("revoked_at", "is", null)
      .where(belongsToNoConnection())
      .forNoKeyUpdate(),
  );
  if (account === null) throw createNotFoundError();
  return account;
}
