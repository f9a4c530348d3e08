/**
 * The messages by which web processes that share a port join their metrics. Any of them may get a scrape: it asks the
 * primary, which asks all and returns what they have.
 */
import cluster from "node:cluster";

/** A process that does not respond in time is left out. */
export const COLLECT_MILLISECONDS = 2_000;
/** Longer than the primary takes. Then the process has its own metrics only. */
const JOIN_MILLISECONDS = 3_000;

const isOf = (message, kind) => message?.metrics === kind;

/**
 * In the primary: lets a web process ask for the metrics of all.
 * @param listProcesses the web processes that run, as `cluster` knows them
 */
export function joinMetricsFor(forked, listProcesses) {
  forked.on("message", async (message) => {
    if (!isOf(message, "join")) return;
    const collected = await Promise.all(listProcesses().map(collect));
    const values = collected.filter((one) => one !== null);
    if (forked.isConnected()) forked.send({ metrics: "joined", id: message.id, values });
  });
}

let number = 0;

/** Null: the process does not respond in time. */
function collect(process) {
  number += 1;
  const id = number;
  return new Promise((resolve) => {
    const finish = (value) => {
      clearTimeout(timer);
      process.off("message", listen);
      resolve(value);
    };
    const listen = (message) => {
      if (isOf(message, "collected") && message.id === id) finish(message.value);
    };
    const timer = setTimeout(finish, COLLECT_MILLISECONDS, null);
    process.on("message", listen);
    if (process.isConnected()) process.send({ metrics: "collect", id }, () => {});
    else finish(null);
  });
}

/** In a web process: responds to the primary with what `read` returns. */
export function provideMetrics(read) {
  if (!cluster.isWorker) return;
  process.on("message", async (message) => {
    if (!isOf(message, "collect")) return;
    const value = await read();
    if (process.connected) process.send({ metrics: "collected", id: message.id, value });
  });
}

/** In a web process: what all have. Null for a process alone, and when the primary does not respond. */
export function joinMetrics() {
  if (!cluster.isWorker || !process.connected) return Promise.resolve(null);
  number += 1;
  const id = number;
  return new Promise((resolve) => {
    const finish = (values) => {
      clearTimeout(timer);
      process.off("message", listen);
      resolve(values);
    };
    const listen = (message) => {
      if (isOf(message, "joined") && message.id === id) finish(message.values);
    };
    const timer = setTimeout(finish, JOIN_MILLISECONDS, null);
    process.on("message", listen);
    process.send({ metrics: "join", id });
  });
}
