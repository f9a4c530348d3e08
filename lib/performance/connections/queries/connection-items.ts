import "server-only";
import { sql } from "kysely";
import type { Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { selectRows } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";

type StatedItem = {
  readonly hash: string;
  readonly ownTime: Date;
  readonly isDeleted: boolean;
};

/**
 * Stores the own times of states, and locks their items until the transaction ends. A state that is older than the
 * stored one changes nothing; of two at the same time a deletion counts, and else the one that comes later.
 *
 * @param items each hash once.
 * @returns the hashes of the states that are not older.
 */
export async function storeOwnTimes(
  transaction: Transaction,
  {
    organizationId,
    connectionId,
  }: { readonly organizationId: number; readonly connectionId: number },
  items: readonly StatedItem[],
): Promise<ReadonlySet<string>> {
  if (items.length === 0) return new Set();
  // In one order, so that two deliveries never wait for each other.
  const sorted = items.toSorted((one, other) => (one.hash < other.hash ? -1 : 1));
  const given = unnestRows("given", {
    hash: ["text", sorted.map(({ hash }) => hash)],
    own_time: ["timestamptz", sorted.map(({ ownTime }) => ownTime)],
    is_deleted: ["bool", sorted.map(({ isDeleted }) => isDeleted)],
  });
  const rows = await selectRows(
    transaction,
    kysely
      .insertInto("connection_items")
      .columns(["organization_id", "connection_id", "item_hash", "own_time", "is_deleted"])
      .expression(
        kysely
          .selectFrom(given)
          .select([
            parameter(organizationId, "int4").as("organization_id"),
            parameter(connectionId, "int4").as("connection_id"),
            ...(["given.hash", "given.own_time", "given.is_deleted"] as const),
          ]),
      )
      .onConflict((conflict) =>
        conflict
          .columns(["organization_id", "connection_id", "item_hash"])
          .doUpdateSet((eb) => ({
            own_time: eb.ref("excluded.own_time"),
            is_deleted: eb.ref("excluded.is_deleted"),
          }))
          .where(
            sql<boolean>`(excluded.own_time, excluded.is_deleted) >= (connection_items.own_time, connection_items.is_deleted)`,
          ),
      )
      .returning("item_hash"),
  );
  return new Set(rows.map(({ item_hash: hash }) => hash));
}
