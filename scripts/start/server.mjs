/**
 * Serves the pages that were built. All answers are Next.js's but the files of the build: it would compress them anew for each
 * request, and these go out as finish-build.mjs left them.
 *   node scripts/start/server.mjs <host> <port>
 */
import { createServer } from "node:http";
import { constants } from "node:os";
import next from "next";
import sirv from "sirv";
import { everywhere } from "../../next.config.mjs";

const filesPath = "/_next/static/";
const types = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

function setFileHeaders(response, path) {
  const type = types[/\.[a-z]+$/.exec(path)?.[0]];
  for (const { key, value } of everywhere) response.setHeader(key, value);
  // Without a charset a script would be read in that of the page which asks for it.
  if (type !== undefined) response.setHeader("Content-Type", type);
}

const [host, port] = process.argv.slice(2);
const pages = next({ dir: process.cwd(), hostname: host, port: Number(port) });
const answerWithPage = pages.getRequestHandler();
// Each is named after what is in it: whoever has it need not ask again.
const answerWithFile = sirv(".next/static", {
  ...{ maxAge: 31_536_000, immutable: true, brotli: true, gzip: true },
  setHeaders: setFileHeaders,
});

async function answer(request, response) {
  try {
    await answerWithPage(request, response);
  } catch (error) {
    console.error(`${request.method} ${request.url} could not be answered:`, error);
    response.statusCode = 500;
    response.end();
  }
}

const server = createServer(async (request, response) => {
  const { url } = request;
  if (!url.startsWith(filesPath)) {
    await answer(request, response);
    return;
  }
  request.url = url.slice(filesPath.length - 1);
  answerWithFile(request, response, async () => {
    request.url = url;
    await answer(request, response);
  });
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
  });
}

await pages.prepare();
server.once("error", (error) => {
  console.error(`The server cannot listen on ${host}, port ${port}: ${error.message}`);
  process.exit(1);
});
server.listen(Number(port), host);
