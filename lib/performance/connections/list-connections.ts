import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { createNotFoundError } from "@/lib/errors";
import { requirePermission } from "@/lib/performance/access/permissions";
import { listConnectionRecords } from "@/lib/performance/connections/queries/connections";
import type { ConnectionList, ConnectionResponse } from "./schemas";
import { serializeConnection } from "./serialize-connection";

/** The connections by id. @throws AppError `forbidden` without `manage_organization`. */
export async function listConnections(context: Context): Promise<ConnectionList> {
  const { actor, database, organizationId, now } = context;
  requirePermission(actor, "manage_organization");
  const records = await listConnectionRecords(database, organizationId, { now });
  return { connections: records.map(serializeConnection) };
}

/** @throws AppError `forbidden` without `manage_organization`; `not_found`. */
export async function getConnection(
  context: Context,
  { id }: { readonly id: number },
): Promise<ConnectionResponse> {
  requirePermission(context.actor, "manage_organization");
  return describeConnection(context.database, context, id);
}

/** @throws AppError `not_found`. */
export async function describeConnection(
  database: Context["database"] | Transaction,
  { organizationId, now }: Context,
  id: number,
): Promise<ConnectionResponse> {
  const [record] = await listConnectionRecords(database, organizationId, { id, now });
  if (record === undefined) throw createNotFoundError();
  return serializeConnection(record);
}
