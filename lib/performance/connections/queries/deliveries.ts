import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";

export type DeliveryRecord = Row<"webhook_deliveries">;

type ConnectionKey = { readonly organizationId: number; readonly connectionId: number };
type OwnKey = { readonly organizationId: number; readonly id: bigint };
export type DeliveryKey = ConnectionKey & OwnKey;

type NewDelivery = {
  readonly deliveryId: string;
  readonly event: string | null;
  readonly receivedAt: Date;
  /** Null: it is not kept. */
  readonly body: string | null;
};

/**
 * Stores a delivery before it is applied. Null where one with its id is stored already: another transaction that stores
 * it at the same time is waited for.
 */
export async function insertDelivery(
  transaction: Transaction,
  { organizationId, connectionId }: ConnectionKey,
  { deliveryId, event, receivedAt, body }: NewDelivery,
): Promise<bigint | null> {
  const row = await selectRow(
    transaction,
    kysely
      .insertInto("webhook_deliveries")
      .values({
        ...{ organization_id: organizationId, connection_id: connectionId, event, body },
        ...{ delivery_id: deliveryId, received_at: receivedAt, status: "ignored" },
      })
      .onConflict((conflict) =>
        conflict.columns(["organization_id", "connection_id", "delivery_id"]).doNothing(),
      )
      .returning("id"),
  );
  return row?.id ?? null;
}

type Result = Pick<
  DeliveryRecord,
  | "status"
  | "new_items"
  | "changed_items"
  | "unchanged_items"
  | "late_items"
  | "skipped_items"
  | "rejected_items"
> & { readonly rejections: string };

/** Stores what became of a delivery. */
export async function updateDelivery(
  transaction: Transaction,
  { organizationId, connectionId, id }: DeliveryKey,
  result: Result & { readonly replayed_at?: Date },
): Promise<void> {
  await execute(
    transaction,
    kysely
      .updateTable("webhook_deliveries")
      .set(result)
      .where("organization_id", "=", organizationId)
      .where("connection_id", "=", connectionId)
      .where("id", "=", id),
  );
}

/** A delivery, locked until the transaction ends; null where there is none. */
export function lockDelivery(
  transaction: Transaction,
  { organizationId, id }: OwnKey,
): Promise<DeliveryRecord | null> {
  return selectRow(
    transaction,
    kysely
      .selectFrom("webhook_deliveries")
      .selectAll()
      .where("organization_id", "=", organizationId)
      .where("id", "=", id)
      .forUpdate(),
  );
}

export function findDelivery(
  database: Database | Transaction,
  { organizationId, id }: OwnKey,
): Promise<DeliveryRecord | null> {
  return selectRow(
    database,
    kysely
      .selectFrom("webhook_deliveries")
      .selectAll()
      .where("organization_id", "=", organizationId)
      .where("id", "=", id),
  );
}

/** The deliveries of a connection without their bodies, newest first. */
export function listDeliveryRecords(
  database: Database,
  { organizationId, connectionId }: ConnectionKey,
  { before, limit }: { readonly before: bigint | null; readonly limit: number },
) {
  return selectRows(
    database,
    kysely
      .selectFrom("webhook_deliveries")
      .select([
        ...(["id", "delivery_id", "event", "received_at", "replayed_at", "status"] as const),
        ...(["new_items", "changed_items", "unchanged_items", "late_items"] as const),
        ...(["skipped_items", "rejected_items", "rejections"] as const),
      ])
      .select(sql<boolean>`body is not null`.as("has_body"))
      .where("organization_id", "=", organizationId)
      .where("connection_id", "=", connectionId)
      .$if(before !== null, (query) => query.where("id", "<", before))
      .orderBy("id", "desc")
      .limit(limit),
  );
}

/** The deliveries of a connection with rejected items whose bodies are kept, the oldest first. */
export function listRejectedDeliveries(
  database: Database,
  { organizationId, connectionId }: ConnectionKey,
  { after, limit }: { readonly after: bigint; readonly limit: number },
) {
  return selectRows(
    database,
    kysely
      .selectFrom("webhook_deliveries")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("connection_id", "=", connectionId)
      .where("rejected_items", ">", 0)
      .where("body", "is not", null)
      .where("id", ">", after)
      .orderBy("id")
      .limit(limit),
  );
}
