import "server-only";
import { Pool } from "pg";
import { createAdapter } from "@/lib/db/adapter";
import { type ConnectionTarget, parseConnectionUrl } from "@/lib/db/connection-url";
import type { EmbeddedDatabase } from "@/lib/db/embedded/keep-open";
import { type Prisma, PrismaClient } from "@/lib/db/generated/client";
import {
  createPreparedStatements,
  noPreparedStatements,
  type PreparedStatements,
} from "@/lib/db/prepared-statements";
import { requireSessionSettings, toStartupOptions } from "@/lib/db/session-settings";
import { sqlValueTypes } from "@/lib/db/sql-values";
import { createTransactionGate, type TransactionGate } from "@/lib/db/transaction-gate";
import { getEnvironment } from "@/lib/environment/environment";
import { describeError, getLogger } from "@/lib/log";

export type Database = PrismaClient;
export type Transaction = Prisma.TransactionClient;

/** How long a process waits for the database, in milliseconds. */
export const databaseTimeouts = {
  connect: 5_000,
  /** For its turn to begin a transaction. */
  gate: 15_000,
  transaction: 15_000,
  /** For a connection to begin it on. */
  transactionMaxWait: 5_000,
};

/** The embedded database runs one statement at a time: more than a few connections only wait. */
const embeddedLimits = { poolSize: 8, transactions: 1 };
const serverLimits = { poolSize: 10, transactions: 8 };

/** The most connections and concurrent transactions of a process. */
export function getDatabaseLimits(isEmbedded: boolean) {
  return isEmbedded ? embeddedLimits : serverLimits;
}

type Opened = { readonly database: Database; readonly lease: EmbeddedDatabase | null };
type Internals = {
  readonly pool: Pool;
  readonly statements: PreparedStatements;
  readonly gate: TransactionGate;
  readonly hasConcurrentTransactions: boolean;
};
type Store = { opened: Opened | null; internals: WeakMap<object, Internals> };

declare global {
  var performanceTrackingDatabase: Store | undefined;
}

// On the global object, because a development server reloads this module after every change.
globalThis.performanceTrackingDatabase ??= { opened: null, internals: new WeakMap() };
const store = globalThis.performanceTrackingDatabase;

/**
 * Opens this process's client. Without DATABASE_URL the process joins the embedded database of PTS_DATA_DIR, which
 * starts with its first user and ends after its last. Call it once, before everything else.
 */
export async function connectDatabase(): Promise<Database> {
  if (store.opened === null && getEnvironment().databaseUrl === null) {
    const { openEmbeddedDatabase } = await import("@/lib/db/embedded/keep-open");
    const lease = await openEmbeddedDatabase({
      dataDirectory: getEnvironment().dataDirectory,
      onFailure: (reason) => getLogger().error({ reason }, "the embedded database does not open"),
    });
    store.opened ??= { database: createDatabase(lease.url), lease };
  }
  return getDatabase();
}

/**
 * This process's one client, connecting at its first query.
 * @throws Error without DATABASE_URL when `connectDatabase` was not awaited before.
 */
export function getDatabase(): Database {
  if (store.opened === null) {
    const { databaseUrl } = getEnvironment();
    if (databaseUrl === null) {
      throw new Error("The embedded database is not open: await connectDatabase() first.");
    }
    store.opened = { database: createDatabase(databaseUrl), lease: null };
  }
  return store.opened.database;
}

/** Why the embedded database does not open again after a crash; null if it is open, or another database is used. */
export function findEmbeddedFailure(): string | null {
  return store.opened?.lease?.findFailure() ?? null;
}

/** Ends the connections, and this process's use of the embedded database. */
export async function closeDatabase(): Promise<void> {
  const { opened } = store;
  store.opened = null;
  if (opened !== null) {
    await disconnect(opened.database);
    opened.lease?.leave();
  }
}

/** A client with a pool of its own, for `disconnect`. All but tests of many connections use `getDatabase`. */
export function createDatabase(url: string): Database {
  const target = parseConnectionUrl(url);
  const limits = getDatabaseLimits(target.isEmbedded);
  const pool = createPool(target, limits.poolSize);
  const statements = target.isPooled
    ? noPreparedStatements
    : createPreparedStatements({ onLost: reportLostStatements });
  const database = new PrismaClient({
    adapter: createAdapter(pool, {
      schema: target.schema,
      statements,
      onConnectionError: reportConnectionError,
    }),
    transactionOptions: {
      maxWait: databaseTimeouts.transactionMaxWait,
      timeout: databaseTimeouts.transaction,
    },
  });
  const gate = createTransactionGate({
    concurrency: limits.transactions,
    waitMilliseconds: databaseTimeouts.gate,
  });
  store.internals.set(database, {
    pool,
    statements,
    gate,
    hasConcurrentTransactions: limits.transactions > 1,
  });
  return database;
}

/** Ends the connections of a client from `createDatabase`. */
export async function disconnect(database: Database): Promise<void> {
  await database.$disconnect();
  await findPool(database)?.end();
}

/** Limits the concurrent transactions of a client in this process; null for a client from elsewhere. */
export function findTransactionGate(database: Database): TransactionGate | null {
  return store.internals.get(database)?.gate ?? null;
}

/** Whether a transaction of this client can wait for a lock of another one; false on the embedded database. */
export function hasConcurrentTransactions(database: Database): boolean {
  return store.internals.get(database)?.hasConcurrentTransactions ?? false;
}

/** The connections of a client, which Prisma uses too; null for a transaction, which has one of them. */
export function findPool(connection: Database | Transaction): Pool | null {
  return store.internals.get(connection)?.pool ?? null;
}

/** The statements that the connections of a client keep prepared. */
export function getPreparedStatements(database: Database | Transaction): PreparedStatements {
  return store.internals.get(database)?.statements ?? noPreparedStatements;
}

function createPool(target: ConnectionTarget, size: number): Pool {
  const pool = new Pool({
    connectionString: target.connectionString,
    max: size,
    connectionTimeoutMillis: databaseTimeouts.connect,
    keepAlive: true,
    types: sqlValueTypes,
    options: toStartupOptions(target),
    verify: (client, done) => {
      if (target.isEmbedded) done();
      else requireSessionSettings(client, target).then(() => done(), done);
    },
  });
  pool.on("error", reportConnectionError);
  return pool;
}

function reportLostStatements(): void {
  getLogger().warn(
    "the database does not keep prepared statements: set pgbouncer=true in DATABASE_URL",
  );
}

function reportConnectionError(error: Error): void {
  getLogger().warn(describeError(error), "a connection to the database was lost");
}
