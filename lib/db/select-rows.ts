import "server-only";
import type { Compilable } from "kysely";
import type { Pool, QueryResult, QueryResultRow } from "pg";
import { type Database, findPool, getPreparedStatements, type Transaction } from "@/lib/db/client";
import { inStatementSpan } from "@/lib/tracing/spans";

/**
 * The rows of a statement, typed by the statement itself. On a database it runs on a connection of its pool; in a
 * transaction it runs through that transaction, so that nothing ever needs a second connection beside one.
 */
export async function selectRows<Row extends object>(
  connection: Database | Transaction,
  statement: Compilable<Row>,
): Promise<Row[]> {
  const { sql, parameters } = statement.compile();
  return run<Row>(connection, sql, parameters);
}

async function run<Row extends object>(
  connection: Database | Transaction,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const pool = findPool(connection);
  if (pool === null) {
    return connection.$queryRawUnsafe<Row[]>(text, ...values);
  }
  const { rows } = await query<Row>(connection, pool, text, values);
  return rows;
}

function query<Row extends QueryResultRow>(
  connection: Database | Transaction,
  pool: Pool,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<Row>> {
  return inStatementSpan(text, () => queryPool<Row>(connection, pool, text, values));
}

/** Runs a statement on a connection of the pool, prepared if it comes often. */
async function queryPool<Row extends QueryResultRow>(
  connection: Database | Transaction,
  pool: Pool,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<Row>> {
  const statements = getPreparedStatements(connection);
  const name = statements.findName(text);
  if (name === undefined) return pool.query<Row>({ text, values: [...values] });
  try {
    return await pool.query<Row>({ name, text, values: [...values] });
  } catch (error) {
    if (!statements.recover(text, error)) throw error;
    return pool.query<Row>({ text, values: [...values] });
  }
}

/** Runs a statement that a library wrote as text. */
export async function runText(
  connection: Database | Transaction,
  text: string,
  values: readonly unknown[],
): Promise<Record<string, unknown>[]> {
  return run(connection, text, values);
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
  const { rowCount } = await query(connection, pool, sql, parameters);
  return rowCount ?? 0;
}
