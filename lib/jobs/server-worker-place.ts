import type { JobWorker } from "./worker";

declare global {
  /**
   * The worker of this process. It is on the global object because routes are not in one bundle with the server's
   * start, and because scripts/start/server.mjs, which is in no bundle, calls its `stop(milliseconds)` at a signal.
   */
  var performanceTrackingWorker: JobWorker | undefined;
}

/** Whether this process takes jobs. */
export function hasServerWorker(): boolean {
  return globalThis.performanceTrackingWorker !== undefined;
}
