import "server-only";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { createNotFoundError, createUnknownReferenceError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import {
  deleteConnectionPerson,
  listConnectionPeople,
  lockConnectionPerson,
  updateConnectionPerson,
} from "@/lib/performance/connections/queries/connection-people";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { saveKnownNames } from "@/lib/performance/members/queries/known-names";
import { lockMemberDetail } from "@/lib/performance/members/queries/member-records";
import { describeConnection } from "./list-connections";
import type { ConnectionPeople, PersonDecision } from "./schemas";

/**
 * The people of the other system who are no known members: at most 500, those to decide about first.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found`.
 */
export async function listPeopleOfConnection(
  context: Context,
  { id: connectionId }: { readonly id: number },
): Promise<ConnectionPeople> {
  const { actor, database, organizationId } = context;
  requirePermission(actor, "manage_organization");
  await describeConnection(database, context, connectionId);
  const rows = await listConnectionPeople(database, { organizationId, connectionId });
  return {
    people: rows.map(({ id, name, shown, is_skipped, first_seen_at, last_seen_at }) => ({
      ...{ id, shown, name, is_skipped },
      first_seen_at: first_seen_at.toISOString(),
      last_seen_at: last_seen_at.toISOString(),
    })),
  };
}

type Decision = { readonly id: number } & PersonDecision;

/**
 * Says whose a name is, for every connection and import from now on, or that its items are skipped. Deliveries that
 * were rejected for it can then be replayed.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found`; `unknown_reference` for a member who does
 * not exist or was erased.
 */
export async function decidePerson(
  context: Context,
  { id: personId, user_id: userId, is_skipped: isSkipped = false }: Decision,
): Promise<{ readonly id: number }> {
  const { actor, database, organizationId, now } = context;
  requirePermission(actor, "manage_organization");
  const key = { organizationId, personId };
  await withTransaction(database, async (transaction) => {
    const person = await lockConnectionPerson(transaction, key);
    if (person === null) throw createNotFoundError();
    if (userId === undefined) {
      await updateConnectionPerson(transaction, key, isSkipped);
    } else {
      await requireMember(transaction, organizationId, userId);
      await saveKnownNames(transaction, organizationId, [{ name: person.name, userId }], now);
      await deleteConnectionPerson(transaction, organizationId, person.name);
    }
    await insertAuditEntry(
      transaction,
      { organizationId, now, actorId: getActorId(actor) },
      {
        ...{ action: "connection.map", subjectType: "connection" },
        subjectId: person.connection_id,
        detail: { person: personId, ...(userId === undefined ? { isSkipped } : { userId }) },
      },
    );
  });
  return { id: personId };
}

/** Locked, so that an erasure does not leave the name behind. */
async function requireMember(
  transaction: Transaction,
  organizationId: number,
  userId: number,
): Promise<void> {
  const member = await lockMemberDetail(transaction, organizationId, userId);
  if (member === null || member.erasedAt !== null) throw createUnknownReferenceError("user_id");
}
