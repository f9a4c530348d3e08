import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute, selectRow } from "@/lib/db/select-rows";
import {
  type Block,
  MAX_ROWS_OF_SEAL,
  type SealedTable,
  sealedTables,
} from "@/lib/performance/domain/seals/seal";
import type { OrganizationId } from "@/lib/performance/domain/units/ids";
import { keyColumns, NEWEST_FORM, toCanonicalForm } from "./canonical-form";

const AFTER_ALL_IDS = 2n ** 63n - 1n;

type FormedRow = { readonly id: bigint; readonly at: Date; readonly form: string };

/** The rows of a table after an id; null: all of them, whatever their ids are. */
function selectRowsAfter(
  table: SealedTable,
  form: number,
  organizationId: OrganizationId,
  after: bigint | null,
) {
  const { id, at } = keyColumns[table];
  const isAfter = after === null ? sql`` : sql`and ${sql.ref(id)} > ${after}::bigint`;
  const rows: RawBuilder<FormedRow> = sql`(
    select ${sql.ref(id)}::bigint as id, ${sql.ref(at)} as at, ${toCanonicalForm(table, form)} as form
    from ${sql.table(table)}
    where organization_id = ${organizationId} ${isAfter}
  )`;
  return kysely.selectFrom(rows.as("sealed"));
}

const blockColumns = {
  rows: sql<number>`count(*)::integer`.as("rows"),
  firstId: sql<bigint>`coalesce(min(id), 0)`.as("first_id"),
  lastId: sql<bigint>`coalesce(max(id), 0)`.as("last_id"),
  /** The canonical forms in the order of the ids, each but the last with a line feed after it. */
  hash: sql<string>`encode(
    sha256(convert_to(coalesce(string_agg(form, chr(10) order by id), ''), 'UTF8')), 'hex'
  )`.as("hash"),
};

type BlockRow = {
  readonly rows: number;
  readonly first_id: bigint;
  readonly last_id: bigint;
  readonly hash: string;
};

function toBlock(table: SealedTable, row: BlockRow | null): Block {
  if (row === null) throw new Error("The database returned no row for its aggregates.");
  return {
    ...{ table, rows: row.rows, hash: row.hash },
    ...{ firstId: row.first_id, lastId: row.last_id },
  };
}

type DueRows = {
  readonly table: SealedTable;
  /** The last sealed id; null: none is. */
  readonly after: bigint | null;
  readonly upTo: bigint;
  /** Rows of a later time are not due, nor is any row after the first of them. */
  readonly before: Date;
};

/** The next rows to seal, at most as many as a seal holds; null: none is due. */
export async function getNextBlock(
  transaction: Transaction,
  organizationId: OrganizationId,
  { table, after, upTo, before }: DueRows,
): Promise<Block | null> {
  await readInKeyOrder(transaction);
  const row = await selectRow(
    transaction,
    kysely
      .with("candidate", () =>
        selectRowsAfter(table, NEWEST_FORM, organizationId, after)
          .selectAll()
          .where("id", "<=", upTo)
          .orderBy("id")
          .limit(MAX_ROWS_OF_SEAL),
      )
      .selectFrom("candidate")
      .select(Object.values(blockColumns))
      .where("id", "<", (eb) =>
        eb
          .selectFrom("candidate as young")
          .select(sql<bigint>`coalesce(min(young.id), ${AFTER_ALL_IDS}::bigint)`.as("id"))
          .where("young.at", ">=", before),
      ),
  );
  const block = toBlock(table, row);
  return block.rows === 0 ? null : block;
}

/**
 * Until the transaction ends, rows are read by an index, in its order. With statistics from before very many rows were
 * written, the planner would else read and sort all of them for each block.
 */
async function readInKeyOrder(transaction: Transaction): Promise<void> {
  const off = (setting: string) => sql`set_config(${setting}, 'off', true)`.as(setting);
  const settings = ["enable_bitmapscan", "enable_seqscan", "enable_sort"];
  await execute(transaction, kysely.selectNoFrom(settings.map(off)));
}

type SealedRange = {
  readonly table: SealedTable;
  readonly form: number;
  /** The last id of the seal before it; null: it is the first of its table. */
  readonly after: bigint | null;
  readonly upTo: bigint;
};

/** The block of the rows in a range as they are now. */
export async function getBlock(
  database: Database | Transaction,
  organizationId: OrganizationId,
  { table, form, after, upTo }: SealedRange,
): Promise<Block> {
  return toBlock(
    table,
    await selectRow(
      database,
      selectRowsAfter(table, form, organizationId, after)
        .select(Object.values(blockColumns))
        .where("id", "<=", upTo),
    ),
  );
}

/** The last id of each table; 0 for a table without rows. */
export async function readLastIds(
  database: Database,
  organizationId: OrganizationId,
): Promise<ReadonlyMap<SealedTable, bigint>> {
  const lastIds = new Map<SealedTable, bigint>();
  for (const table of sealedTables) {
    const rows = selectRowsAfter(table, NEWEST_FORM, organizationId, null);
    const row = await selectRow(database, rows.select(blockColumns.lastId));
    lastIds.set(table, row?.last_id ?? 0n);
  }
  return lastIds;
}

export async function countRowsAfter(
  database: Database,
  organizationId: OrganizationId,
  { table, after }: { readonly table: SealedTable; readonly after: bigint | null },
): Promise<number> {
  const row = await selectRow(
    database,
    selectRowsAfter(table, NEWEST_FORM, organizationId, after).select(blockColumns.rows),
  );
  return row?.rows ?? 0;
}
