/**
 * Serves the pages that were built. All answers are Next.js's but the files of the build: it would compress them anew for each
 * request.
 *   node scripts/start/server.mjs <host> <port>
 */
import { createServer } from "node:http";
import { constants } from "node:os";
import next from "next";
import { serveStaticAssets } from "./static-assets.mjs";

const [host, port] = process.argv.slice(2);
const pages = next({ dir: process.cwd(), hostname: host, port: Number(port) });
const answerWithPage = pages.getRequestHandler();
const answerWithFile = serveStaticAssets(".next/static");

async function answer(request, response) {
  try {
    await answerWithPage(request, response);
  } catch (error) {
    console.error(`${request.method} ${request.url} could not be answered:`, error);
    response.statusCode = 500;
    response.end();
  }
}

const server = createServer((request, response) => {
  answerWithFile(request, response, () => answer(request, response));
});

// Longer than a proxy in front keeps a connection, mostly a minute: what it sends on one that ends here just then is lost.
server.keepAliveTimeout = 75_000;
server.headersTimeout = 80_000;

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
  });
}

await pages.prepare();
server.once("error", (error) => {
  console.error(`The server cannot listen on ${host}, port ${port}: ${error.message}`);
  process.exit(1);
});
server.listen(Number(port), host);
