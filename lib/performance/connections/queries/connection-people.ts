import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import { anyOf, parameter } from "@/lib/db/sql-values";

export type ConnectionKey = { readonly organizationId: number; readonly connectionId: number };

/** Which of these names are skipped. @param names as they are compared. */
export async function listSkippedNames(
  database: Database | Transaction,
  { organizationId, connectionId }: ConnectionKey,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  if (names.length === 0) return new Set();
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("connection_people")
      .select("name")
      .where("organization_id", "=", organizationId)
      .where("connection_id", "=", connectionId)
      .where("is_skipped", "=", true)
      .where("name", "=", anyOf(names)),
  );
  return new Set(rows.map(({ name }) => name));
}

/** Stores people who are no known members, each name once. */
export async function storeUnknownPeople(
  transaction: Transaction,
  { organizationId, connectionId }: ConnectionKey,
  people: readonly { readonly name: string; readonly shown: string }[],
  now: Date,
): Promise<void> {
  if (people.length === 0) return;
  const sorted = people.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const given = unnestRows("given", {
    name: ["text", sorted.map(({ name }) => name)],
    shown: ["text", sorted.map(({ shown }) => shown)],
  });
  await execute(
    transaction,
    kysely
      .insertInto("connection_people")
      .columns([
        ...(["organization_id", "connection_id", "name", "shown"] as const),
        ...(["first_seen_at", "last_seen_at"] as const),
      ])
      .expression(
        kysely
          .selectFrom(given)
          .select([
            parameter(organizationId, "int4").as("organization_id"),
            parameter(connectionId, "int4").as("connection_id"),
            ...(["given.name", "given.shown"] as const),
            parameter(now, "timestamptz").as("first_seen_at"),
            parameter(now, "timestamptz").as("last_seen_at"),
          ]),
      )
      .onConflict((conflict) =>
        conflict.columns(["organization_id", "connection_id", "name"]).doUpdateSet((eb) => ({
          shown: eb.ref("excluded.shown"),
          last_seen_at: eb.ref("excluded.last_seen_at"),
        })),
      ),
  );
}

const personColumns = [
  ...(["id", "name", "shown", "is_skipped", "first_seen_at", "last_seen_at"] as const),
] as const;

/** At most 500, those to decide about first, then by name. */
export function listConnectionPeople(
  database: Database,
  { organizationId, connectionId }: ConnectionKey,
) {
  return selectRows(
    database,
    kysely
      .selectFrom("connection_people")
      .select(personColumns)
      .where("organization_id", "=", organizationId)
      .where("connection_id", "=", connectionId)
      .orderBy("is_skipped")
      .orderBy("name")
      .limit(500),
  );
}

type PersonKey = { readonly organizationId: number; readonly personId: number };

/** Locked until the transaction ends; null where there is none. */
export function lockConnectionPerson(
  transaction: Transaction,
  { organizationId, personId }: PersonKey,
) {
  return selectRow(
    transaction,
    kysely
      .selectFrom("connection_people")
      .select(["id", "name", "connection_id"])
      .where("organization_id", "=", organizationId)
      .where("id", "=", personId)
      .forUpdate(),
  );
}

export async function updateConnectionPerson(
  transaction: Transaction,
  { organizationId, personId }: PersonKey,
  isSkipped: boolean,
): Promise<void> {
  await execute(
    transaction,
    kysely
      .updateTable("connection_people")
      .set({ is_skipped: isSkipped })
      .where("organization_id", "=", organizationId)
      .where("id", "=", personId),
  );
}

/** Of every connection: a name that is known is known to all. */
export async function deleteConnectionPerson(
  transaction: Transaction,
  organizationId: number,
  name: string,
): Promise<void> {
  await execute(
    transaction,
    kysely
      .deleteFrom("connection_people")
      .where("organization_id", "=", organizationId)
      .where("name", "=", name),
  );
}
