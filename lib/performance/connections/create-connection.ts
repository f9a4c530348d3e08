import "server-only";
import { connectionScopes } from "@/lib/auth/connections/find-connection";
import { generateConnectionSecret, sealSecret } from "@/lib/auth/connections/sealed-secret";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import {
  findNameUse,
  insertConnection,
  insertSecret,
} from "@/lib/performance/connections/queries/connections";
import type { ServiceAccountId } from "@/lib/performance/domain/units/ids";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";
import { describeConnection } from "./list-connections";
import type { ConnectionWithSecret, NewConnection } from "./schemas";

/** Each has a rate limit of its own. */
const MAX_CONNECTIONS = 50;

/**
 * Creates a connection with its secret and its service account.
 *
 * @throws AppError `forbidden` without `manage_organization`; `conflict` for a taken name, and for more than 50.
 */
export async function createConnection(
  context: Context,
  { kind, name, settings }: NewConnection,
): Promise<ConnectionWithSecret> {
  const { actor, database, now, organizationId } = context;
  requirePermission(actor, "manage_organization");
  const secret = generateConnectionSecret(kind);
  return withOrganizationLock(database, organizationId, async (transaction) => {
    const connections = await requireFreeName(transaction, organizationId, name);
    if (connections >= MAX_CONNECTIONS) {
      throw new AppError(
        "conflict",
        `An organization has at most ${MAX_CONNECTIONS} connections. Nothing was changed.`,
      );
    }
    const id = await insertConnection(transaction, organizationId, {
      ...{ kind, name, settings: JSON.stringify(settings), scopes: connectionScopes, now },
    });
    const sealed = sealSecret(secret, { organizationId });
    await insertSecret(transaction, { organizationId, connectionId: id }, sealed, now);
    await insertAuditEntry(
      transaction,
      { organizationId, now, actorId: getActorId(actor) },
      {
        ...{ action: "connection.create", subjectType: "connection", subjectId: id },
        detail: { name, kind },
      },
    );
    return { ...(await describeConnection(transaction, context, id)), secret };
  });
}

/**
 * The organization is locked, so that two requests at once do not take one name twice.
 * @returns the number of connections.
 */
export async function requireFreeName(
  transaction: Transaction,
  organizationId: number,
  name: string,
  except?: ServiceAccountId,
): Promise<number> {
  const options = except === undefined ? {} : { except };
  const use = await findNameUse(transaction, organizationId, name, options);
  if (use.isTaken) {
    throw new AppError(
      "conflict",
      `A connection or a service account “${name}” already exists. Nothing was changed.`,
    );
  }
  return use.connections;
}
