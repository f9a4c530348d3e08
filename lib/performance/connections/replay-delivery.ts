import "server-only";
import { createConnectionActor } from "@/lib/auth/connections/find-connection";
import { type Context, getActorId } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { AppError, createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { listConnectionRecords } from "@/lib/performance/connections/queries/connections";
import { findDelivery, lockDelivery } from "@/lib/performance/connections/queries/deliveries";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { findPeople } from "./find-people";
import { serializeDelivery } from "./list-deliveries";
import type { DeliveryResponse } from "./schemas";
import { applyDelivery, readItems } from "./take-delivery";

/**
 * Takes a delivery once more, with the present settings and the people who are known by now. What was taken stays; what
 * newer deliveries changed since is not changed back.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found`; `conflict` where its body is not kept any
 * more.
 */
export async function replayDelivery(
  context: Context,
  { id }: { readonly id: bigint },
): Promise<DeliveryResponse> {
  const { actor, database, organizationId, now } = context;
  requirePermission(actor, "manage_organization");
  const record = await findDelivery(database, { organizationId, id });
  if (record === null) throw createNotFoundError();
  const { connection_id: connectionId } = record;
  const [connection] = await listConnectionRecords(database, organizationId, {
    id: connectionId,
    now,
  });
  if (connection === undefined) throw createNotFoundError();
  const key = { organizationId, connectionId, id };
  const { body, event } = record;
  if (body === null) throw createGoneError();
  const acting: Context = { ...context, actor: createConnectionActor(organizationId, connection) };
  const { kind, settings } = connection;
  const read = readItems({ kind, settings, context }, { event, body });
  const people = await findPeople(acting, connectionId, read.items);
  return withTransaction(database, async (transaction) => {
    // An erasure removes bodies; what it removed must not come back.
    const locked = await lockDelivery(transaction, key);
    if (locked === null || locked.body === null) throw createGoneError();
    await applyDelivery(transaction, acting, key, { read, people }, now);
    await insertAuditEntry(
      transaction,
      { organizationId, now, actorId: getActorId(actor) },
      {
        ...{ action: "connection.replay", subjectType: "connection", subjectId: connectionId },
        detail: { delivery: Number(id) },
      },
    );
    const replayed = await findDelivery(transaction, key);
    if (replayed === null) throw createNotFoundError();
    return serializeDelivery(replayed, true);
  });
}

function createGoneError(): AppError {
  return new AppError(
    "conflict",
    "The body of this delivery is not kept any more. Send it again from the other system. Nothing was changed.",
  );
}
