import "server-only";
import type { Database } from "@/lib/db/client";
import { startWorker } from "./start-worker";
import "./server-worker-place";

/** The server itself needs some of the fifteen seconds in which it is to end, for the requests that it has accepted. */
const STOP_MILLISECONDS = 4_000;

/**
 * A worker within this server. The server ends as soon as its requests are answered, whatever else goes on; so at the signal
 * to end the worker goes first, and only then whoever else had asked for the signal.
 */
export function startServerWorker(database: Database): void {
  if (globalThis.performanceTrackingWorker !== undefined) return;
  const worker = startWorker(database);
  globalThis.performanceTrackingWorker = worker;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const others = process.listeners(signal);
    process.removeAllListeners(signal);
    process.once(signal, () => {
      void worker.stop(STOP_MILLISECONDS).finally(() => {
        globalThis.performanceTrackingWorker = undefined;
        process.kill(process.pid, signal);
      });
      // From now on the signal is theirs again: whoever sends it twice does not want to wait.
      for (const listener of others) process.on(signal, listener);
    });
  }
}
