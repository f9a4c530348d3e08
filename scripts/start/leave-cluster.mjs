import cluster from "node:cluster";
import { setTimeout as wait } from "node:timers/promises";

const LEAVING = "leaving";
const LEFT = "left";
const LONGEST_MILLISECONDS = 1_000;

/**
 * Called by a web process that has stopped listening, before it ends. The primary may have sent it connections that it
 * has not read yet, which it gives back as it reads them. Messages arrive in their order: after the response of the
 * primary there are no more.
 */
export async function leaveCluster() {
  if (!cluster.isWorker || !process.connected) return;
  const left = new Promise((resolve) => {
    process.on("message", (message) => message === LEFT && resolve());
    process.once("disconnect", resolve);
  });
  process.send(LEAVING);
  await Promise.race([left, wait(LONGEST_MILLISECONDS)]);
}

/** Lets a web process leave. */
export function respondToLeaving(forked) {
  forked.on("message", (message) => {
    if (message === LEAVING) forked.send(LEFT);
  });
}
