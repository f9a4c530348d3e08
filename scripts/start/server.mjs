/**
 * Serves the product over HTTP: the last build, or with --dev the sources, which it reloads as they change. Next.js
 * handles all requests but malformed ones, which it would reject with a bare 400 or 500, those for static assets,
 * which it would compress again for each request, and plain ones of the API, for which its router is slow.
 *   node scripts/start/server.mjs <host> <port> [--dev] [--end-with-parent]
 */
import "../read-secret-files.mjs";
import { EventEmitter } from "node:events";
import { parseArgs } from "node:util";
import next from "next";
import { onParentKilled } from "../on-parent-exit.mjs";
import { createAddressFinder } from "./client-address.mjs";
import { createDispatcher } from "./direct/dispatch.mjs";
import { abandonedLimits, endOnSignal, shutdownLimits } from "./graceful-shutdown.mjs";
import { createHttpServer, createRequestListener } from "./http-server.mjs";
import { leaveCluster } from "./leave-cluster.mjs";
import { serveStaticAssets } from "./static-assets.mjs";

const { positionals, values: options } = parseArgs({
  options: { dev: { type: "boolean" }, "end-with-parent": { type: "boolean" } },
  allowPositionals: true,
});
const [host, port] = positionals;

/** The worker stops while requests end. See shutdownLimits. */
const WORKER_STOP_MILLISECONDS = 4_000;

const server = createHttpServer();

const pages = next({
  dir: process.cwd(),
  dev: options.dev === true,
  hostname: host,
  port: Number(port),
  // Next.js takes the sockets of upgrade requests from it: for hot reload. The product ignores `Upgrade`, and responds.
  httpServer: options.dev ? server : new EventEmitter(),
});
const handlePage = pages.getRequestHandler();
const serveAsset = options.dev ? null : serveStaticAssets(".next/static");
const dispatcher =
  options.dev || process.env.PTS_DIRECT_DISPATCH === "0"
    ? null
    : createDispatcher({
        buildFolder: ".next",
        origin: `${host.includes(":") ? `[${host}]` : host}:${port}`,
      });

async function servePage(request, response) {
  try {
    await handlePage(request, response);
  } catch (error) {
    console.error(`${request.method} ${request.url} failed:`, error);
    response.statusCode = 500;
    response.end();
  }
}

process.on("SIGUSR2", () => globalThis.performanceTrackingSwitchLogLevel?.());

/** The worker that the bundle started in this process: see lib/jobs/server-worker-place.ts. */
async function stopWorker() {
  const worker = globalThis.performanceTrackingWorker;
  globalThis.performanceTrackingWorker = undefined;
  await worker?.stop(WORKER_STOP_MILLISECONDS);
}

// The browser keeps a connection for hot reload, which never ends.
const limits = { ...shutdownLimits, ...(options.dev && { requests: 1_000 }) };
const end = endOnSignal(server, {
  stopWorker,
  closePages: async () => {
    await pages.close();
    await globalThis.performanceTrackingTracing?.stop();
    await leaveCluster();
  },
  limits,
});

// The next start needs the port.
if (options["end-with-parent"]) {
  onParentKilled(() => end("SIGTERM", { ...limits, ...abandonedLimits }));
}

const findAddress = createAddressFinder(process.env.PTS_TRUSTED_PROXIES, console.warn);
server.on(
  "request",
  createRequestListener({ findAddress, dispatch: dispatcher?.dispatch, serveAsset, servePage }),
);

await pages.prepare();
server.once("error", (error) => {
  console.error(`The server cannot listen on ${host}, port ${port}: ${error.message}`);
  process.exit(1);
});
server.listen(Number(port), host, () => void dispatcher?.load());
