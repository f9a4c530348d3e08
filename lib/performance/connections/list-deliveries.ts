import "server-only";
import type { Context } from "@/lib/context";
import { requirePermission } from "@/lib/performance/access/permissions";
import {
  type DeliveryRecord,
  listDeliveryRecords,
} from "@/lib/performance/connections/queries/deliveries";
import { createIdCursor, parseIdCursor } from "@/lib/performance/pagination/list-cursor";
import { describeConnection } from "./list-connections";
import {
  type DeliveriesQuery,
  type DeliveryList,
  type DeliveryResponse,
  itemRejections,
} from "./schemas";

/**
 * What a connection delivered, newest first.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found`; `invalid_request` for a cursor that no page
 * returned.
 */
export async function listDeliveries(
  context: Context,
  { id: connectionId, limit, cursor }: { readonly id: number } & DeliveriesQuery,
): Promise<DeliveryList> {
  const { actor, database, organizationId } = context;
  requirePermission(actor, "manage_organization");
  const before = cursor === undefined ? null : parseIdCursor(cursor, "bigint");
  await describeConnection(database, context, connectionId);
  const key = { organizationId, connectionId };
  const found = await listDeliveryRecords(database, key, { before, limit: limit + 1 });
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    deliveries: page.map(({ has_body: hasBody, ...row }) => serializeDelivery(row, hasBody)),
    next_cursor: found.length > limit && last !== undefined ? createIdCursor(last.id) : null,
  };
}

export function serializeDelivery(
  row: Omit<DeliveryRecord, "body" | "organization_id" | "connection_id">,
  hasBody: boolean,
): DeliveryResponse {
  return {
    id: Number(row.id),
    delivery_id: row.delivery_id,
    event: row.event,
    received_at: row.received_at.toISOString(),
    replayed_at: row.replayed_at?.toISOString() ?? null,
    status: row.status,
    ...{ new: row.new_items, changed: row.changed_items, unchanged: row.unchanged_items },
    ...{ late: row.late_items, skipped: row.skipped_items, rejected: row.rejected_items },
    rejections: itemRejections.parse(row.rejections),
    can_replay: hasBody,
  };
}
