import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type RowOf } from "@/lib/db/kysely";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import type { Checkpoint, Seal, SealedTable } from "@/lib/performance/domain/seals/seal";
import type { OrganizationId } from "@/lib/performance/domain/units/ids";

/** A number that no other code locks together with an organization. */
const SEALING_LOCK = 7_350_002;

/** Until the transaction ends, concurrent seals of the organization wait here. Writers of sealed rows do not. */
export async function lockSeals(
  transaction: Transaction,
  organizationId: OrganizationId,
): Promise<void> {
  await execute(
    transaction,
    kysely.selectNoFrom(
      sql`pg_advisory_xact_lock(${SEALING_LOCK}::integer, ${organizationId}::integer)`.as("lock"),
    ),
  );
}

export const sealColumns = [
  ...(["number", "sealed_table", "first_id", "last_id"] as const),
  ...(["rows", "form", "hash"] as const),
] as const;

export function toSeal(row: RowOf<"seals", typeof sealColumns>): Seal {
  return {
    ...{ number: row.number, table: row.sealed_table, form: row.form, hash: row.hash },
    ...{ firstId: row.first_id, lastId: row.last_id, rows: row.rows },
  };
}

type SealRange = {
  readonly after: number;
  readonly upTo?: number;
  readonly limit?: number;
};

/** The seals after one of them, in order. */
export async function listSeals(
  database: Database | Transaction,
  organizationId: OrganizationId,
  { after, upTo, limit }: SealRange,
): Promise<readonly Seal[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("seals")
      .select(sealColumns)
      .where("organization_id", "=", organizationId)
      .where("number", ">", after)
      .$if(upTo !== undefined, (query) => query.where("number", "<=", upTo ?? 0))
      .orderBy("number")
      .$if(limit !== undefined, (query) => query.limit(limit ?? 0)),
  );
  return rows.map(toSeal);
}

/** The number of the last seal, 0 for none, and the last id that the seals of a table hold, null for none. */
export async function getSealedUpTo(
  transaction: Transaction,
  organizationId: OrganizationId,
  table: SealedTable,
): Promise<{ readonly number: number; readonly lastId: bigint | null }> {
  const row = await selectRow(
    transaction,
    kysely
      .selectFrom("seals")
      .select((eb) => [
        eb.fn.coalesce(eb.fn.max("number"), eb.lit(0)).as("number"),
        eb.fn.max("last_id").filterWhere("sealed_table", "=", table).as("last_id"),
      ])
      .where("organization_id", "=", organizationId),
  );
  return { number: row?.number ?? 0, lastId: row?.last_id ?? null };
}

export async function insertSeal(
  transaction: Transaction,
  organizationId: OrganizationId,
  { table, firstId, lastId, ...seal }: Seal,
  createdAt: Date,
): Promise<void> {
  await execute(
    transaction,
    kysely.insertInto("seals").values({
      ...{ organization_id: organizationId, sealed_table: table },
      ...{ first_id: firstId, last_id: lastId, created_at: createdAt, ...seal },
    }),
  );
}

const checkpointColumns = ["number", "last_seal", "rows", "created_at", "hash"] as const;

function toCheckpoint(row: RowOf<"seal_checkpoints", typeof checkpointColumns>): Checkpoint {
  return {
    ...{ number: row.number, lastSeal: row.last_seal, rows: row.rows },
    ...{ createdAt: row.created_at, hash: row.hash },
  };
}

function selectCheckpoints(organizationId: OrganizationId) {
  return kysely
    .selectFrom("seal_checkpoints")
    .select(checkpointColumns)
    .where("organization_id", "=", organizationId);
}

export async function listCheckpoints(
  database: Database,
  organizationId: OrganizationId,
): Promise<readonly Checkpoint[]> {
  const rows = await selectRows(database, selectCheckpoints(organizationId).orderBy("number"));
  return rows.map(toCheckpoint);
}

export async function findLastCheckpoint(
  database: Database | Transaction,
  organizationId: OrganizationId,
): Promise<Checkpoint | null> {
  const row = await selectRow(
    database,
    selectCheckpoints(organizationId).orderBy("number", "desc").limit(1),
  );
  return row === null ? null : toCheckpoint(row);
}

export async function insertCheckpoint(
  transaction: Transaction,
  organizationId: OrganizationId,
  { number, lastSeal, rows, createdAt, hash }: Checkpoint,
): Promise<void> {
  await execute(
    transaction,
    kysely.insertInto("seal_checkpoints").values({
      ...{ organization_id: organizationId, number, last_seal: lastSeal, rows, hash },
      created_at: createdAt,
    }),
  );
}
