import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { makeLocalFetch } from "@/app/api/_tests/local-fetch";
import { findRoutes } from "@/app/api/_tests/route-tree";

type RunningServer = {
  readonly url: string;
  /** The requests so far, as `POST /api/performance/assignments/batch`. */
  readonly requests: string[];
  /** Breaks the connection of the next response with a body, after so many bytes of it. */
  readonly cutNext: (bytes: number) => void;
  readonly close: () => Promise<void>;
};

/** An HTTP server on loopback that calls the routes of this process, for programs in processes of their own. */
export async function serveRoutes(): Promise<RunningServer> {
  const call = makeLocalFetch(await findRoutes());
  const requests: string[] = [];
  let cutAt: number | null = null;
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    requests.push(`${request.method} ${new URL(request.url ?? "", "http://localhost").pathname}`);
    const { status, headers, body } = await call(request.url ?? "", await toInit(request));
    response.writeHead(status, Object.fromEntries(headers));
    if (body === null) {
      response.end();
      return;
    }
    const cut = cutAt;
    cutAt = null;
    if (cut === null) Readable.from(body).pipe(response);
    else await sendPart(body, response, cut);
  };
  // A program that is killed leaves in the middle of its request.
  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const cutNext = (bytes: number) => {
    cutAt = bytes;
  };
  return { url: `http://127.0.0.1:${port}`, requests, cutNext, close };
}

/** The first bytes of a body; then the connection breaks. */
async function sendPart(body: AsyncIterable<Uint8Array>, response: ServerResponse, bytes: number) {
  let left = bytes;
  for await (const chunk of body) {
    await new Promise<void>((sent) => response.write(chunk.slice(0, left), () => sent()));
    left -= chunk.byteLength;
    if (left <= 0) break;
  }
  // What was sent arrives first.
  setTimeout(() => response.destroy(), 50);
}

async function toInit(request: IncomingMessage): Promise<RequestInit> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const body = chunks.length === 0 ? {} : { body: new Uint8Array(Buffer.concat(chunks)) };
  return { method: request.method ?? "GET", headers, ...body };
}
