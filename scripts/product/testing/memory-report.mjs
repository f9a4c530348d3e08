/**
 * Loaded into a process by NODE_OPTIONS: writes what memory is in use after a collection of garbage to each client of
 * the socket `<PTS_TEST_MEMORY>/<process id>`.
 */
import { createServer } from "node:net";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { isMainThread } from "node:worker_threads";

const folder = process.env.PTS_TEST_MEMORY;
if (folder !== undefined && isMainThread) {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const server = createServer((socket) => {
    collect();
    // What the first collection finalized is freed by the second one.
    setImmediate(() => {
      collect();
      socket.end(JSON.stringify(process.memoryUsage()));
    });
  });
  server.listen(join(folder, String(process.pid)));
  server.unref();
}
