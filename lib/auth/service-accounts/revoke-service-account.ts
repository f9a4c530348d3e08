import { revokeAccountTokens } from "@/lib/auth/service-accounts/account-tokens";
import { lockServiceAccount } from "@/lib/auth/service-accounts/lock-service-account";
import { type Context, getActorId } from "@/lib/context";
import { kysely } from "@/lib/db/kysely";
import { execute } from "@/lib/db/select-rows";
import { withTransaction } from "@/lib/db/transaction";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { ServiceAccountId } from "@/lib/performance/domain/units/ids";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";

/**
 * Revokes a service account and its tokens: their next request is 401, in every process. Its name stays in the records.
 * @throws AppError `forbidden` without `manage_tokens`; `not_found` for an unknown and for a revoked account.
 */
export async function revokeServiceAccount(
  context: Context,
  { id }: { readonly id: ServiceAccountId },
): Promise<void> {
  const { actor, database, now, organizationId } = context;
  requirePermission(actor, "manage_tokens");
  await withTransaction(database, async (transaction) => {
    const { name } = await lockServiceAccount(transaction, organizationId, id);
    await execute(
      transaction,
      kysely
        .updateTable("service_accounts")
        .set({ revoked_at: now })
        .where("organization_id", "=", organizationId)
        .where("id", "=", id),
    );
    await revokeAccountTokens(transaction, context, id);
    await insertAuditEntry(
      transaction,
      { organizationId, now, actorId: getActorId(actor) },
      {
        ...{ action: "service_account.revoke", subjectType: "service_account", subjectId: id },
        detail: { name },
      },
    );
  });
}
