import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { type Database, findTransactionGate, type Transaction } from "@/lib/db/client";
import { findSqlState } from "@/lib/db/sql-state";
import type { QueueKeys } from "@/lib/db/transaction-gate";

const attempts = 4;

/** Another transaction changed what this one has read. `withTransaction` then starts again. */
export class OvertakenError extends Error {
  override readonly name = "OvertakenError";
  /** The SQLSTATE of a serialization failure. */
  readonly code = "40001";
}

/**
 * Runs work in one transaction, READ COMMITTED by default. After a conflict with another transaction (SQLSTATE class
 * 40) it runs again from the start, up to four times, so the work must have no effect outside its transaction. It
 * must not use the database beside the transaction either: the embedded database would wait for the transaction
 * itself. Work on very many rows may set a longer timeout.
 * @throws AppError `overloaded` when too many transactions are waiting; the work has not started then.
 */
export async function withTransaction<Result>(
  database: Database,
  work: (transaction: Transaction) => Promise<Result>,
  {
    queueKeys,
    isPreparation = false,
    ...options
  }: {
    readonly timeout?: number;
    readonly isolationLevel?: "RepeatableRead";
    /** Of the transactions of this process with a key in common, one at a time takes a connection. */
    readonly queueKeys?: QueueKeys;
    /** Leaves out the work of `withCommitWork`: it only reads, or prepares what a later transaction completes. */
    readonly isPreparation?: boolean;
  } = {},
): Promise<Result> {
  const gate = findTransactionGate(database);
  const commitWork = isPreparation ? undefined : commitWorks.getStore();
  const workAndFinish = async (transaction: Transaction) => {
    const result = await work(transaction);
    for (const finish of finishing.get(transaction) ?? []) await finish();
    await commitWork?.(transaction);
    return result;
  };
  const run = (): Promise<Result> =>
    retryConflicts(() => database.$transaction(workAndFinish, options));
  return gate === null ? run() : gate(run, queueKeys);
}

const finishing = new WeakMap<Transaction, (() => Promise<void>)[]>();

/** Runs more work at the end of a transaction of `withTransaction`, once everything else was written. */
export function beforeCommit(transaction: Transaction, work: () => Promise<void>): void {
  finishing.set(transaction, [...(finishing.get(transaction) ?? []), work]);
}

type CommitWork = (transaction: Transaction) => Promise<void>;

const commitWorks = new AsyncLocalStorage<CommitWork>();

/** Runs something with more work at the end of each of its transactions, whichever service begins them. */
export function withCommitWork<Result>(
  commitWork: CommitWork,
  run: () => Promise<Result>,
): Promise<Result> {
  return commitWorks.run(commitWork, run);
}

/**
 * Runs work that needs no transaction, as one statement does: in a transaction only where `withCommitWork` has work for
 * its end.
 */
export function withCommitWorkOf<Result>(
  database: Database,
  work: (connection: Database | Transaction) => Promise<Result>,
): Promise<Result> {
  return commitWorks.getStore() === undefined ? work(database) : withTransaction(database, work);
}

const snapshotTimeoutMilliseconds = 60_000;

/**
 * Reads in one transaction that sees the data as of its first statement. It cannot write and takes no locks. On the
 * embedded database other statements wait for it, so it must be short.
 * @throws AppError `overloaded` when too many transactions are waiting.
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
    isPreparation: true,
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
