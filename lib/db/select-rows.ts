import "server-only";
import type { Compilable } from "kysely";
import { type Database, findPool, type Transaction } from "@/lib/db/client";

/**
 * The rows of a statement, typed by the statement itself. On a database it runs on a connection of its pool; in a
 * transaction it runs through that transaction, so that nothing ever needs a second connection beside one.
 */
export async function selectRows<Row extends object>(
  connection: Database | Transaction,
  statement: Compilable<Row>,
): Promise<Row[]> {
  const { sql, parameters } = statement.compile();
  const pool = findPool(connection);
  if (pool === null) {
    return connection.$queryRawUnsafe<Row[]>(sql, ...parameters);
  }
  const { rows } = await pool.query<Row>({ text: sql, values: [...parameters] });
  return rows;
}

/** The first row of a statement; null: it has none. */
export async function selectRow<Row extends object>(
  connection: Database | Transaction,
  statement: Compilable<Row>,
): Promise<Row | null> {
  const [row] = await selectRows(connection, statement);
  return row ?? null;
}

/** Runs a statement whose rows are not wanted. Returns how many rows it changed. */
export async function execute(
  connection: Database | Transaction,
  statement: Compilable,
): Promise<number> {
  const { sql, parameters } = statement.compile();
  const pool = findPool(connection);
  if (pool === null) {
    return connection.$executeRawUnsafe(sql, ...parameters);
  }
  const { rowCount } = await pool.query({ text: sql, values: [...parameters] });
  return rowCount ?? 0;
}
