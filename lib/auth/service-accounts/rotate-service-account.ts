import { requireCredentialTerms } from "@/lib/auth/credential-terms";
import {
  insertAccountToken,
  revokeAccountTokens,
} from "@/lib/auth/service-accounts/account-tokens";
import { mayGrantScopes } from "@/lib/auth/service-accounts/grantable-scopes";
import {
  listTokensOfAccounts,
  serializeAccount,
} from "@/lib/auth/service-accounts/list-service-accounts";
import { lockServiceAccount } from "@/lib/auth/service-accounts/lock-service-account";
import type { Rotation, ServiceAccountWithToken } from "@/lib/auth/service-accounts/schemas";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute } from "@/lib/db/select-rows";
import { withTransaction } from "@/lib/db/transaction";
import { createForbiddenError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { ServiceAccountId } from "@/lib/performance/domain/units/ids";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";

const HOUR = 3_600_000;

/**
 * Adds a token to a service account. The newest one before it works on for the overlap, and no longer than it would
 * have; every older one ends at once, so that at most two work.
 *
 * @throws AppError `forbidden` without `manage_tokens`, and for an account with a scope that the caller's token lacks;
 * `invalid_request` for a lifetime out of range; `not_found` for an unknown and for a revoked account.
 */
export async function rotateServiceAccount(
  context: Context,
  { id, overlap_hours: hours, days }: Rotation & { readonly id: ServiceAccountId },
): Promise<ServiceAccountWithToken> {
  const { actor, database, now, organizationId } = context;
  requirePermission(actor, "manage_tokens");
  return withTransaction(database, async (transaction) => {
    const account = await lockServiceAccount(transaction, organizationId, id);
    if (!mayGrantScopes(actor, account.scopes)) {
      throw createForbiddenError("insufficient_scope", { requiredScopes: account.scopes });
    }
    requireCredentialTerms("token", { name: account.name, days });
    await endOlderTokens(transaction, context, id, new Date(now.getTime() + hours * HOUR));
    const { token } = await insertAccountToken(transaction, context, account, days);
    await insertAuditEntry(
      transaction,
      { organizationId, now, actorId: getActorId(actor) },
      {
        ...{ action: "service_account.rotate", subjectType: "service_account", subjectId: id },
        detail: { name: account.name, overlap_hours: hours, days },
      },
    );
    const tokens = await listTokensOfAccounts(transaction, organizationId, [id]);
    return { ...serializeAccount(account, tokens), token };
  });
}

async function endOlderTokens(
  transaction: Transaction,
  context: Context,
  id: ServiceAccountId,
  end: Date,
): Promise<void> {
  const { now, organizationId } = context;
  const tokens = await listTokensOfAccounts(transaction, organizationId, [id]);
  const inUse =
    end.getTime() > now.getTime() ? tokens.find((one) => one.expires_at > now) : undefined;
  await revokeAccountTokens(transaction, context, id, { except: inUse?.id ?? 0 });
  if (inUse === undefined || inUse.expires_at <= end) return;
  await execute(
    transaction,
    kysely
      .updateTable("api_tokens")
      .set({ expires_at: end })
      .where("organization_id", "=", organizationId)
      .where("id", "=", inUse.id),
  );
}
