import "server-only";
import type { Database } from "@/lib/db/client";
import { startWorker } from "./start-worker";
import "./server-worker-place";

/** Starts the worker of this process, once. The server stops it at a signal (scripts/start/server.mjs). */
export function startServerWorker(database: Database): void {
  globalThis.performanceTrackingWorker ??= startWorker(database);
}
