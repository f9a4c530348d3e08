import "server-only";
import { generateConnectionSecret, sealSecret } from "@/lib/auth/connections/sealed-secret";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import {
  endSecrets,
  insertSecret,
  lockConnection,
  updateConnection,
} from "@/lib/performance/connections/queries/connections";
import { type AuditEntry, insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";
import { requireVersion } from "@/lib/resources/resource-guard";
import { requireFreeName } from "./create-connection";
import { describeConnection } from "./list-connections";
import {
  type ConnectionChange,
  type ConnectionResponse,
  type ConnectionWithSecret,
  connectionSettings,
  type SecretRotation,
} from "./schemas";

type ConnectionId = { readonly id: number };
type LockedConnection = NonNullable<Awaited<ReturnType<typeof lockConnection>>>;

const HOUR = 3_600_000;

/**
 * Renames a connection, replaces its settings, or switches it on or off.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found`; `conflict` for a name that is taken.
 */
export function changeConnection(
  context: Context,
  { id, ...change }: ConnectionId & ConnectionChange,
): Promise<ConnectionResponse> {
  const { organizationId } = context;
  return withConnection(context, id, async (transaction, connection) => {
    const settings = change.settings ?? connectionSettings.parse(connection.settings);
    const update = {
      name: change.name ?? connection.name,
      settings: JSON.stringify(settings),
      is_enabled: change.is_enabled ?? connection.is_enabled,
    };
    await requireFreeName(transaction, organizationId, update.name, connection.service_account_id);
    await updateConnection(transaction, organizationId, connection, update);
    await insertEntry(transaction, context, {
      ...{ action: "connection.update", subjectType: "connection", subjectId: id },
      detail: { name: update.name, is_enabled: update.is_enabled, settings },
    });
    return describeConnection(transaction, context, id);
  });
}

/**
 * Adds a secret. The one in use works on for the overlap, older ones end at once, so that at most two work.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found`.
 */
export function rotateConnectionSecret(
  context: Context,
  { id, overlap_hours: hours }: ConnectionId & SecretRotation,
): Promise<ConnectionWithSecret> {
  const { organizationId, now } = context;
  const key = { organizationId, connectionId: id };
  return withConnection(context, id, async (transaction, { kind, name }) => {
    const endsAt = hours === 0 ? null : new Date(now.getTime() + hours * HOUR);
    await endSecrets(transaction, key, { endsAt, keepsNewest: false });
    const secret = generateConnectionSecret(kind);
    await insertSecret(transaction, key, sealSecret(secret, { organizationId }), now);
    await insertEntry(transaction, context, {
      ...{ action: "connection.rotate", subjectType: "connection", subjectId: id },
      detail: { name, overlap_hours: hours },
    });
    return { ...(await describeConnection(transaction, context, id)), secret };
  });
}

/**
 * Ends the secret before the last rotation at once. Doing it twice changes nothing.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found`.
 */
export function endOldSecret(context: Context, { id }: ConnectionId): Promise<ConnectionResponse> {
  const key = { organizationId: context.organizationId, connectionId: id };
  return withConnection(context, id, async (transaction, { name }) => {
    const ended = await endSecrets(transaction, key, { endsAt: null, keepsNewest: true });
    if (ended > 0) {
      await insertEntry(transaction, context, {
        ...{ action: "connection.end_secret", subjectType: "connection", subjectId: id },
        detail: { name },
      });
    }
    return describeConnection(transaction, context, id);
  });
}

function withConnection<Result>(
  context: Context,
  id: number,
  work: (transaction: Transaction, connection: LockedConnection) => Promise<Result>,
): Promise<Result> {
  const { actor, database, organizationId } = context;
  requirePermission(actor, "manage_organization");
  return withOrganizationLock(database, organizationId, async (transaction) => {
    const connection = await lockConnection(transaction, organizationId, id);
    if (connection === null) throw createNotFoundError();
    await requireVersion(transaction, context);
    return work(transaction, connection);
  });
}

async function insertEntry(
  transaction: Transaction,
  { organizationId, now, actor }: Context,
  entry: AuditEntry,
): Promise<void> {
  await insertAuditEntry(transaction, { organizationId, now, actorId: getActorId(actor) }, entry);
}
