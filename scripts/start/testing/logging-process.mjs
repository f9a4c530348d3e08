/**
 * Logs so many requests, and ends with a last line that is still to be written, for logged-lines.test.mjs.
 * node --import tsx --conditions=react-server scripts/start/testing/logging-process.mjs <requests> <end>
 */
import { createServer } from "node:http";
import { getLogger, logRequest } from "../../../lib/log.ts";
import { endOnSignal } from "../graceful-shutdown.mjs";

const [requests, end] = process.argv.slice(2);

const ends = {
  /** Stops as a server does, when its parent asks it to. */
  SIGTERM() {
    const stopWorker = () => getLogger().info("the last line");
    endOnSignal(createServer(), { stopWorker, closePages: () => {} });
    setInterval(() => {}, 60_000);
  },
  throw() {
    setImmediate(() => {
      getLogger().info("the last line");
      throw new Error("nothing catches it");
    });
  },
  SIGKILL() {
    getLogger().warn("the last line");
    process.kill(process.pid, "SIGKILL");
  },
};

for (let index = 0; index < Number(requests); index += 1) {
  const request = { method: "GET", route: "/é", requestId: String(index), actorId: null };
  logRequest({ ...request, status: 200, milliseconds: 1 });
}
ends[end]();
