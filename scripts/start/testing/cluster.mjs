/**
 * Runs three processes of clustered-server.mjs, for run-cluster.test.mjs, and sends its parent process what it reports.
 *   node scripts/start/testing/cluster.mjs <port>
 */
import { fileURLToPath } from "node:url";
import { runCluster } from "../run-cluster.mjs";

await runCluster({
  web: {
    program: fileURLToPath(new URL("clustered-server.mjs", import.meta.url)),
    args: process.argv.slice(2),
    count: 3,
  },
  worker: null,
  report: (text) => process.send(text),
});
process.send("ready");
