/**
 * Serves the last build from several processes, as many as PTS_WEB_PROCESSES says or the machine has cores, with a
 * worker beside them.
 *   node scripts/start/cluster.mjs <host> <port> [--end-with-parent]
 */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { onParentKilled } from "../on-parent-exit.mjs";
import { runCluster } from "./run-cluster.mjs";

const { positionals, values: options } = parseArgs({
  options: { "end-with-parent": { type: "boolean" } },
  allowPositionals: true,
});

const count = Number(process.env.PTS_WEB_PROCESSES || availableParallelism());
const hasWorker = process.env.PTS_WORKER !== "0";

const end = await runCluster({
  web: {
    program: fileURLToPath(new URL("server.mjs", import.meta.url)),
    args: positionals,
    count,
  },
  worker: hasWorker ? { program: "scripts/run.mjs", args: ["scripts/worker.ts"] } : null,
});

if (options["end-with-parent"]) {
  onParentKilled(() => void end("SIGTERM"));
}
