import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import { lower } from "@/lib/db/text";
import type { ServiceAccountId } from "@/lib/performance/domain/units/ids";

type Columns = Pick<
  Row<"connections">,
  | "id"
  | "public_id"
  | "kind"
  | "name"
  | "settings"
  | "is_enabled"
  | "created_at"
  | "service_account_id"
>;

export type ConnectionRecord = Columns & {
  readonly old_secret_ends_at: Date | null;
  readonly last_delivery_at: Date | null;
  readonly unknown_people: number;
  readonly rejected_deliveries: number;
};

/** The connections of an organization by id. @param id null: all. */
export function listConnectionRecords(
  database: Database | Transaction,
  organizationId: number,
  { id = null, now }: { readonly id?: number | null; readonly now: Date },
): Promise<readonly ConnectionRecord[]> {
  const columns = [
    ...(["id", "public_id", "kind", "name", "settings", "is_enabled"] as const),
    ...(["created_at", "service_account_id", "organization_id"] as const),
  ] as const;
  return selectRows(
    database,
    kysely
      .selectFrom("connections as connection")
      .select(columns)
      .select((eb) => [
        eb
          .selectFrom("connection_secrets as secret")
          .select((one) => one.fn.max("secret.ends_at").as("ends_at"))
          .whereRef("secret.organization_id", "=", "connection.organization_id")
          .whereRef("secret.connection_id", "=", "connection.id")
          .where("secret.ends_at", ">", now)
          .as("old_secret_ends_at"),
        eb
          .selectFrom("webhook_deliveries as delivery")
          .select((one) => one.fn.max("delivery.received_at").as("received_at"))
          .whereRef("delivery.organization_id", "=", "connection.organization_id")
          .whereRef("delivery.connection_id", "=", "connection.id")
          .as("last_delivery_at"),
        sql<number>`(select count(*)::int4 from connection_people person
          where person.organization_id = connection.organization_id
            and person.connection_id = connection.id and not person.is_skipped)`.as(
          "unknown_people",
        ),
        sql<number>`(select count(*)::int4 from webhook_deliveries delivery
          where delivery.organization_id = connection.organization_id
            and delivery.connection_id = connection.id and delivery.rejected_items > 0)`.as(
          "rejected_deliveries",
        ),
      ])
      .where("connection.organization_id", "=", organizationId)
      .$if(id !== null, (query) => query.where("connection.id", "=", id))
      .orderBy("connection.id"),
  );
}

/** Locks a connection against other writers until the transaction ends; null where there is none. */
export function lockConnection(
  transaction: Transaction,
  organizationId: number,
  id: number,
): Promise<Columns | null> {
  return selectRow(
    transaction,
    kysely
      .selectFrom("connections")
      .selectAll()
      .where("organization_id", "=", organizationId)
      .where("id", "=", id)
      .forNoKeyUpdate(),
  );
}

/** How many connections the organization has, and whether one or a service account other than `except` has the name. */
export async function findNameUse(
  transaction: Transaction,
  organizationId: number,
  name: string,
  { except = 0 }: { readonly except?: ServiceAccountId } = {},
): Promise<{ readonly connections: number; readonly isTaken: boolean }> {
  const connections = await selectRows(
    transaction,
    kysely.selectFrom("connections").select("id").where("organization_id", "=", organizationId),
  );
  const taken = await selectRow(
    transaction,
    kysely
      .selectFrom("service_accounts")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("revoked_at", "is", null)
      .where("id", "!=", except)
      .where((eb) => eb(lower(eb.ref("name")), "=", name.toLowerCase())),
  );
  return { connections: connections.length, isTaken: taken !== null };
}

type NewConnectionRecord = Pick<Row<"connections">, "kind" | "name"> & {
  readonly settings: string;
  readonly scopes: readonly string[];
  readonly now: Date;
};

/** Adds a connection and its service account. Returns the id of the connection. */
export async function insertConnection(
  transaction: Transaction,
  organizationId: number,
  { kind, name, settings, scopes, now }: NewConnectionRecord,
): Promise<number> {
  const account = await selectRow(
    transaction,
    kysely
      .insertInto("service_accounts")
      .values({
        ...{ organization_id: organizationId, name, created_at: now },
        scopes: sql<string[]>`${[...scopes]}::text[]`,
      })
      .returning("id"),
  );
  if (account === null) throw new Error("The service account could not be stored.");
  const row = await selectRow(
    transaction,
    kysely
      .insertInto("connections")
      .values({
        ...{ organization_id: organizationId, kind, name, settings, created_at: now },
        service_account_id: account.id,
      })
      .returning("id"),
  );
  if (row === null) throw new Error("The connection could not be stored.");
  return row.id;
}

type ConnectionUpdate = {
  readonly name: string;
  readonly settings: string;
  readonly is_enabled: boolean;
};

export async function updateConnection(
  transaction: Transaction,
  organizationId: number,
  { id, service_account_id: accountId }: Pick<Columns, "id" | "service_account_id">,
  update: ConnectionUpdate,
): Promise<void> {
  await execute(
    transaction,
    kysely
      .updateTable("connections")
      .set(update)
      .where("organization_id", "=", organizationId)
      .where("id", "=", id),
  );
  await execute(
    transaction,
    kysely
      .updateTable("service_accounts")
      .set({ name: update.name })
      .where("organization_id", "=", organizationId)
      .where("id", "=", accountId),
  );
}

type SecretKey = { readonly organizationId: number; readonly connectionId: number };

/** Adds a secret, which is the newest one. */
export async function insertSecret(
  transaction: Transaction,
  { organizationId, connectionId }: SecretKey,
  sealed: string,
  now: Date,
): Promise<void> {
  await execute(
    transaction,
    kysely.insertInto("connection_secrets").values({
      ...{ organization_id: organizationId, connection_id: connectionId },
      ...{ sealed, created_at: now },
    }),
  );
}

/**
 * Ends the newest secret at an instant, and deletes those before it. With `keepsNewest` the newest one stays as it is.
 * Returns how many were deleted.
 */
export async function endSecrets(
  transaction: Transaction,
  { organizationId, connectionId }: SecretKey,
  { endsAt, keepsNewest }: { readonly endsAt: Date | null; readonly keepsNewest: boolean },
): Promise<number> {
  const newest = await selectRow(
    transaction,
    kysely
      .selectFrom("connection_secrets")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("connection_id", "=", connectionId)
      .orderBy("id", "desc")
      .limit(1),
  );
  const kept = keepsNewest || endsAt !== null ? (newest?.id ?? 0) : 0;
  const deleted = await execute(
    transaction,
    kysely
      .deleteFrom("connection_secrets")
      .where("organization_id", "=", organizationId)
      .where("connection_id", "=", connectionId)
      .where("id", "!=", kept),
  );
  if (!keepsNewest && endsAt !== null) {
    await execute(
      transaction,
      kysely
        .updateTable("connection_secrets")
        .set({ ends_at: endsAt })
        .where("organization_id", "=", organizationId)
        .where("connection_id", "=", connectionId)
        .where("id", "=", kept),
    );
  }
  return deleted;
}
