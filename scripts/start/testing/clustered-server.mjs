/**
 * A plain HTTP server for run-cluster.test.mjs, which shuts down as the product's does. It responds with the id of its
 * process, and at /metrics with what all processes have joined. With FAIL_AT as an existing file it ends before it
 * listens.
 *   node scripts/start/testing/clustered-server.mjs <port>
 */
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { joinMetrics, provideMetrics } from "../../../lib/metrics/joined-metrics.mjs";
import { endOnSignal } from "../graceful-shutdown.mjs";
import { leaveCluster } from "../leave-cluster.mjs";

if (existsSync(process.env.FAIL_AT ?? "")) process.exit(3);

const server = createServer();
endOnSignal(server, {
  stopWorker: () => {},
  closePages: leaveCluster,
  limits: { idle: 300, requests: 3_000, total: 4_000 },
});
provideMetrics(async () => ({ pid: process.pid }));
server.on("request", async ({ url }, response) => {
  if (url === "/metrics") {
    response.end(JSON.stringify(await joinMetrics()));
    return;
  }
  await wait(10);
  response.end(String(process.pid));
});
server.listen(Number(process.argv[2]), "127.0.0.1");
