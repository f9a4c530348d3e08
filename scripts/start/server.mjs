/**
 * Serves the product over HTTP: the last build, or with --dev the sources, reloaded as they change. Next.js handles every
 * request but malformed ones, which it answers with a bare 400 or 500, and those for static assets, which it compresses
 * again for each request.
 *   node scripts/start/server.mjs <host> <port> [--dev]
 */
import { createServer } from "node:http";
import { constants } from "node:os";
import { parseArgs } from "node:util";
import next from "next";
import { rejectMalformedRequest } from "./malformed-request.mjs";
import { serveStaticAssets } from "./static-assets.mjs";

const { positionals, values: options } = parseArgs({
  options: { dev: { type: "boolean", default: false } },
  allowPositionals: true,
});
const [host, port] = positionals;

const server = createServer();
// A proxy in front keeps a connection for a minute, mostly: a request on one that ends here just then would be lost.
server.keepAliveTimeout = 75_000;
server.headersTimeout = 80_000;

const pages = next({
  dir: process.cwd(),
  dev: options.dev,
  hostname: host,
  port: Number(port),
  httpServer: server,
});
const handlePage = pages.getRequestHandler();
const serveAsset = options.dev ? null : serveStaticAssets(".next/static");

async function servePage(request, response) {
  try {
    await handlePage(request, response);
  } catch (error) {
    console.error(`${request.method} ${request.url} could not be answered:`, error);
    response.statusCode = 500;
    response.end();
  }
}

server.on("request", (request, response) => {
  if (rejectMalformedRequest(request, response)) return;
  if (serveAsset === null) {
    void servePage(request, response);
  } else {
    serveAsset(request, response, () => servePage(request, response));
  }
});

let isEnding = false;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    if (isEnding) return;
    isEnding = true;
    // What was asked is still answered.
    server.close(async () => {
      await pages.close();
      process.exit(128 + constants.signals[signal]);
    });
    if (options.dev) server.closeAllConnections();
  });
}

await pages.prepare();
server.once("error", (error) => {
  console.error(`The server cannot listen on ${host}, port ${port}: ${error.message}`);
  process.exit(1);
});
server.listen(Number(port), host);
