/**
 * `npm run worker`: runs jobs in its own process until it receives a signal. Any number may run on one database.
 * README.md has a table of the environment variables.
 */
import "./read-secret-files.mjs";
import { randomUUID } from "node:crypto";
import { closeDatabase, connectDatabase } from "@/lib/db/client";
import { startWorker } from "@/lib/jobs/start-worker";
import { getLogger, switchLogLevel } from "@/lib/log";
import { startTracing, stopTracing } from "@/lib/tracing/start-tracing";
import { onParentExit } from "./on-parent-exit.mjs";
import { reportFailure } from "./pts/failure";
import { requireMigrations } from "./pts/migrations";

const STOP_MILLISECONDS = 10_000;

async function runWorker(): Promise<void> {
  process.on("SIGUSR2", switchLogLevel);
  await startTracing("performance-tracking-worker");
  const database = await connectDatabase();
  await requireMigrations({ database, now: new Date(), requestId: randomUUID() });
  const worker = startWorker(database);
  getLogger().info({ worker: worker.id }, "worker started");
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => resolve());
    }
    if (process.env.npm_lifecycle_event !== undefined) onParentExit(resolve);
  });
  await worker.stop(STOP_MILLISECONDS);
}

async function main(): Promise<void> {
  try {
    await runWorker();
  } catch (error) {
    process.exitCode = reportFailure(error);
  } finally {
    await closeDatabase();
    await stopTracing();
    // A job that did not end in time was given back to the queue.
    process.exit();
  }
}

void main();
