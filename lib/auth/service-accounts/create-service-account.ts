import { sql } from "kysely";
import { requireCredentialTerms } from "@/lib/auth/credential-terms";
import { insertAccountToken } from "@/lib/auth/service-accounts/account-tokens";
import { belongsToNoConnection } from "@/lib/auth/service-accounts/belongs-to-no-connection";
import { requireGrantableScopes } from "@/lib/auth/service-accounts/grantable-scopes";
import { serializeAccount } from "@/lib/auth/service-accounts/list-service-accounts";
import type {
  NewServiceAccount,
  ServiceAccountWithToken,
} from "@/lib/auth/service-accounts/schemas";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { lower } from "@/lib/db/text";
import { AppError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";

/** Each token has a rate limit of its own, so their number limits what programs can send. */
export const MAX_SERVICE_ACCOUNTS = 50;

/**
 * Creates a service account with its first token. It belongs to the organization: it stays when the member leaves who
 * created it.
 *
 * @throws AppError `forbidden` without `manage_tokens`; `invalid_request` for a name, a lifetime or scopes out of
 * range, and for scopes that the caller's own token lacks; `conflict` for a name that is taken, and for more than 50.
 */
export async function createServiceAccount(
  context: Context,
  { name: rawName, scopes: requested, days }: NewServiceAccount,
): Promise<ServiceAccountWithToken> {
  const { actor, database, now, organizationId } = context;
  requirePermission(actor, "manage_tokens");
  const name = rawName.trim();
  requireCredentialTerms("token", { name, days });
  const scopes = requireGrantableScopes(actor, requested);
  return withOrganizationLock(database, organizationId, async (transaction) => {
    await requireFreeName(transaction, organizationId, name);
    const account = await selectRow(
      transaction,
      kysely
        .insertInto("service_accounts")
        .values({
          ...{ organization_id: organizationId, name, created_at: now },
          scopes: sql<string[]>`${[...scopes]}::text[]`,
        })
        .returning(["id", "name", "scopes", "created_at"]),
    );
    if (account === null) throw new AppError("internal", "The account could not be stored.");
    const { token, row } = await insertAccountToken(transaction, context, account, days);
    await insertAuditEntry(
      transaction,
      { organizationId, now, actorId: getActorId(actor) },
      {
        ...{ action: "service_account.create", subjectType: "service_account" },
        ...{ subjectId: account.id, detail: { name, scopes: [...scopes], days } },
      },
    );
    return { ...serializeAccount(account, [row]), token };
  });
}

/** The organization is locked, so that two requests at once create neither one name twice nor too many. */
async function requireFreeName(
  transaction: Transaction,
  organizationId: number,
  name: string,
): Promise<void> {
  const existing = await selectRows(
    transaction,
    kysely
      .selectFrom("service_accounts")
      .select((eb) => [
        lower(eb.ref("name")).as("name"),
        belongsToNoConnection().as("belongs_to_no_connection"),
      ])
      .where("organization_id", "=", organizationId)
      .where("revoked_at", "is", null),
  );
  if (existing.some((account) => account.name === name.toLowerCase())) {
    throw new AppError("conflict", `A service account “${name}” already exists.`);
  }
  const accounts = existing.filter((account) => account.belongs_to_no_connection);
  if (accounts.length >= MAX_SERVICE_ACCOUNTS) {
    throw new AppError(
      "conflict",
      `An organization has at most ${MAX_SERVICE_ACCOUNTS} service accounts. Revoke one that is not used any more, then create this one.`,
    );
  }
}
