import type { JobWorker } from "./worker";

declare global {
  var performanceTrackingWorker: JobWorker | undefined;
}

/** Whether this process takes jobs. On the global object, since routes are not in one bundle with the server's start. */
export function hasServerWorker(): boolean {
  return globalThis.performanceTrackingWorker !== undefined;
}
