import "server-only";
import { type Context, getActorId } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { hasPermission } from "@/lib/performance/access/permissions";
import { showsNames } from "@/lib/performance/access/privacy-mode";
import { listCreatedBy } from "@/lib/performance/assignments/queries/key-writers";
import type { AssignmentId } from "@/lib/performance/domain/units/ids";

/**
 * Which of these assignments the actor may name by the key of another system. Where names are hidden, a key may tell
 * whose an alias is: it is for who created the assignment with it, and for those who manage members by name.
 */
export async function listKnownKeys(
  connection: Database | Transaction,
  context: Context,
  ids: readonly AssignmentId[],
): Promise<ReadonlySet<AssignmentId>> {
  const { actor, organizationId } = context;
  if (showsNames(context) || hasPermission(actor, "view_organization")) return new Set(ids);
  const actorId = getActorId(actor);
  if (actorId === null || ids.length === 0) return new Set();
  return listCreatedBy(connection, organizationId, actorId, ids);
}

/** Whether the actor may name this assignment by its key. */
export async function knowsKey(
  connection: Database | Transaction,
  context: Context,
  id: AssignmentId,
): Promise<boolean> {
  return (await listKnownKeys(connection, context, [id])).has(id);
}
