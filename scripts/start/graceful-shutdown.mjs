import { constants } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { followConnections } from "./close-connections.mjs";

/** In milliseconds from the signal. Within 14 s the launcher kills what is left (children.mjs). */
export const shutdownLimits = { idle: 1_000, requests: 10_000, total: 13_000 };

/** After the death of the launcher, everything ends within 10 s. */
export const abandonedLimits = { requests: 5_000, total: 8_000 };

/** npm and terminals send the same signal more than once. */
const REPEAT_MILLISECONDS = 1_000;

/**
 * Ends the process at SIGTERM or SIGINT, with the exit code 128 plus the signal's number. The server closes its
 * connections without breaking a request, and meanwhile the worker stops; then the pages close.
 * A second signal after a second ends the process at once. Call it before you add a listener for requests.
 * @returns a function that ends the process as a signal does, within other limits.
 */
export function endOnSignal(server, { stopWorker, closePages, limits = shutdownLimits }) {
  const closeConnections = followConnections(server);
  let startedAt = null;

  async function shutDown({ idle, requests }) {
    await Promise.all([
      closeConnections({ idleMilliseconds: idle, requestMilliseconds: requests }),
      attempt("The worker did not stop", stopWorker),
    ]);
    await attempt("The pages did not close", closePages);
  }

  function end(signal, chosenLimits) {
    const exit = () => process.exit(128 + constants.signals[signal]);
    if (startedAt === null) {
      startedAt = performance.now();
      void Promise.race([shutDown(chosenLimits), wait(chosenLimits.total)]).then(exit);
    } else if (performance.now() - startedAt > REPEAT_MILLISECONDS) {
      exit();
    }
  }

  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => end(signal, limits));
  }
  return end;
}

/** What fails on the way out is reported, and holds nothing up. */
async function attempt(failure, work) {
  try {
    await work();
  } catch (error) {
    console.error(`${failure}:`, error);
  }
}
