import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { type Database, findTransactionGate, type Transaction } from "@/lib/db/client";
import { findSqlState } from "@/lib/db/sql-state";

const attempts = 4;

/** What the work read is no longer so, because of another transaction: `withTransaction` does it again from the start. */
export class OvertakenError extends Error {
  override readonly name = "OvertakenError";
  /** PostgreSQL's own state for the same thing. */
  readonly code = "40001";
}

/**
 * Does the work in one transaction, at READ COMMITTED unless said otherwise. What the database calls off because of
 * another transaction (SQLSTATE class 40) is done again from the start, a few times: the work must
 * do nothing but through its transaction. It must not use the database beside it either: on the
 * embedded one that waits for the transaction itself. Work on very many rows may ask for more time than is usual.
 * @throws AppError `overloaded` when too many are waiting; nothing was done then.
 */
export async function withTransaction<Result>(
  database: Database,
  work: (transaction: Transaction) => Promise<Result>,
  options: { readonly timeout?: number; readonly isolationLevel?: "RepeatableRead" } = {},
): Promise<Result> {
  const gate = findTransactionGate(database);
  const run = (): Promise<Result> => retryConflicts(() => database.$transaction(work, options));
  return gate === null ? run() : gate(run);
}

const snapshotTimeoutMilliseconds = 60_000;

/**
 * Reads in one transaction in which everything is as it was at its first statement, however others write meanwhile. It can
 * write nothing and locks nobody out; on the embedded database others wait for it, so it must be short.
 * @throws AppError `overloaded` when too many are waiting.
 */
export async function withSnapshot<Result>(
  database: Database,
  read: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const readOnly = async (transaction: Transaction) => {
    await transaction.$executeRaw`SET TRANSACTION READ ONLY`;
    return read(transaction);
  };
  const options = {
    isolationLevel: "RepeatableRead" as const,
    timeout: snapshotTimeoutMilliseconds,
  };
  return withTransaction(database, readOnly, options);
}

async function retryConflicts<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (count === attempts || !findSqlState(error)?.startsWith("40")) {
        throw error;
      }
      await wait(Math.random() * 20 * 2 ** count);
    }
  }
}
