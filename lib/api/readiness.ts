import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { PublicContext } from "@/lib/context";
import { findEmbeddedFailure } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { selectRows } from "@/lib/db/select-rows";
import { findSqlState } from "@/lib/db/sql-state";
import { AppError } from "@/lib/errors";
import { hasServerWorker } from "@/lib/jobs/server-worker-place";
import { isWorkerSeen } from "@/lib/jobs/worker-heartbeats";

const UNDEFINED_TABLE = "42P01";

/** Which process runs jobs: this one, another one, or none; then jobs wait. */
export const workerPlaces = ["here", "elsewhere", "missing"] as const;

type Readiness = {
  status: "ready";
  database: "ok";
  migrations: "ok";
  worker: (typeof workerPlaces)[number];
};

/**
 * @throws AppError `unavailable` while a migration is missing, or the embedded database does not open again after a
 * crash; the database's error when it does not respond.
 */
export async function requireReadiness(
  { database }: PublicContext,
  findFailure: () => string | null = findEmbeddedFailure,
): Promise<Readiness> {
  const failure = findFailure();
  if (failure !== null) throw createNotOpenError(failure);
  const [wanted, applied] = await Promise.all([listMigrations(), listApplied(database)]);
  const missing = wanted.filter((name) => !applied.has(name));
  if (missing.length > 0) {
    throw new AppError(
      "unavailable",
      `The database lacks ${missing.length} of this release's migrations. Apply them, then send the request again.`,
      { retryAfterSeconds: 5 },
    );
  }
  const worker = await findWorker(database);
  return { status: "ready", database: "ok", migrations: "ok", worker };
}

/** @throws AppError `unavailable`, also while the database does not respond. */
export async function getReadiness(
  context: PublicContext,
  findFailure: () => string | null = findEmbeddedFailure,
): Promise<Readiness> {
  try {
    return await requireReadiness(context, findFailure);
  } catch (error) {
    const reason = describeConnectionError(findSqlState(error) ?? "");
    if (reason === null) throw error;
    throw new AppError(
      "unavailable",
      `${reason} The service connects to it again with each request.`,
      { retryAfterSeconds: 5, cause: error },
    );
  }
}

/** Null: the connection is not the reason. */
function describeConnectionError(state: string): string | null {
  // A wrong user or password, or a database that does not exist.
  if (/^(28|3D)/.test(state)) return "The database rejects the user or the name in DATABASE_URL.";
  // A connection that is lost, or a server that takes none.
  return /^(08|53|57)/.test(state) ? "The database does not respond." : null;
}

/** Without the text of the failure, which names paths of this machine: anyone may read this error. */
function createNotOpenError(failure: string): AppError {
  const isDiskFull = /ENOSPC|No space left/i.test(failure);
  const reason = isDiskFull
    ? "The disk of its data folder is full."
    : "The server's console has the reason.";
  return new AppError(
    "unavailable",
    `The embedded database does not open. ${reason} The server tries again every few seconds.`,
    { retryAfterSeconds: 5, cause: new Error(failure) },
  );
}

async function findWorker(database: PublicContext["database"]): Promise<Readiness["worker"]> {
  if (hasServerWorker()) return "here";
  return (await isWorkerSeen(database)) ? "elsewhere" : "missing";
}

async function listMigrations(): Promise<string[]> {
  const folder = join(/* turbopackIgnore: true */ process.cwd(), "prisma", "migrations");
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

async function listApplied(database: PublicContext["database"]): Promise<Set<string>> {
  try {
    const rows = await selectRows(
      database,
      kysely
        .selectFrom("_prisma_migrations")
        .select("migration_name")
        .where("finished_at", "is not", null)
        .where("rolled_back_at", "is", null),
    );
    return new Set(rows.map((row) => row.migration_name));
  } catch (error) {
    if (findSqlState(error) === UNDEFINED_TABLE) {
      return new Set();
    }
    throw error;
  }
}
