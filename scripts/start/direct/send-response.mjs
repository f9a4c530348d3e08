import { pipeline } from "node:stream/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import { promisify } from "node:util";
import { constants, createGzip, gzip } from "node:zlib";

const compress = promisify(gzip);
/** The default of Next.js, in bytes. */
const SMALLEST_COMPRESSED = 1_024;
const compressible = /^(?:text\/|application\/json\b|[^;]+\+(?:json|text|xml)\b)/i;

const repeatable = new Set(["set-cookie", "www-authenticate", "proxy-authenticate", "vary"]);
/** They are those of the connection. */
const framing = new Set(["content-length", "content-encoding", "transfer-encoding"]);

/**
 * Sends a Web response. One that ends at once goes out in one piece, any other as the client takes it. If the client
 * leaves, the body is cancelled. If the body fails, the connection breaks, so that no client takes a part for the
 * whole.
 * @param isCompressed whether the client accepts gzip
 */
export async function sendResponse(source, response, isCompressed) {
  response.statusCode = source.status;
  setHeaders(response, source.headers);
  const type = source.headers.get("content-type") ?? "";
  const mayCompress = compressible.test(type);
  if (mayCompress) response.appendHeader("vary", "Accept-Encoding");
  if (source.body === null) {
    response.end();
    return;
  }
  const reader = source.body.getReader();
  const cancel = () => void reader.cancel().catch(() => undefined);
  if (response.destroyed) {
    cancel();
    return;
  }
  response.once("close", cancel);
  try {
    await sendBody(reader, response, mayCompress && isCompressed);
  } catch {
    // The body logs its own errors.
    response.destroy();
  }
}

/** A header that the server has set stays, as with Next.js. */
function setHeaders(response, headers) {
  for (const [name, value] of headers) {
    if (framing.has(name)) continue;
    if (repeatable.has(name)) response.appendHeader(name, value);
    else if (!response.hasHeader(name)) response.setHeader(name, value);
  }
}

async function sendBody(reader, response, isCompressed) {
  const first = await reader.read();
  if (first.done) {
    response.end();
    return;
  }
  const second = reader.read();
  if (await endsAtOnce(second)) await sendWhole(first.value, response, isCompressed);
  else await sendStream(readPieces(reader, first, second), response, isCompressed);
}

/** A body that is a text has ended when it has been read once. */
async function endsAtOnce(next) {
  const isLast = await Promise.race([next, nextTurn({ done: false })]);
  return isLast.done;
}

async function sendWhole(bytes, response, isCompressed) {
  if (!isCompressed || bytes.byteLength < SMALLEST_COMPRESSED) {
    response.end(bytes);
    return;
  }
  const compressed = await compress(bytes);
  response.setHeader("content-encoding", "gzip");
  response.end(compressed);
}

async function sendStream(pieces, response, isCompressed) {
  if (!isCompressed) {
    await pipeline(pieces, response);
    return;
  }
  response.setHeader("content-encoding", "gzip");
  // Each piece goes out when it is made.
  await pipeline(pieces, createGzip({ flush: constants.Z_SYNC_FLUSH }), response);
}

async function* readPieces(reader, first, second) {
  yield first.value;
  for (let next = await second; !next.done; next = await reader.read()) {
    yield next.value;
  }
}
