import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { makeLocalFetch } from "@/app/api/_tests/local-fetch";
import { findRoutes } from "@/app/api/_tests/route-tree";

type RunningServer = {
  readonly url: string;
  /** The requests so far, as `POST /api/performance/assignments/batch`. */
  readonly requests: string[];
  readonly close: () => Promise<void>;
};

/** An HTTP server on loopback that calls the routes of this process, for programs in processes of their own. */
export async function serveRoutes(): Promise<RunningServer> {
  const call = makeLocalFetch(await findRoutes());
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    requests.push(`${request.method} ${new URL(request.url ?? "", "http://localhost").pathname}`);
    const { status, headers, body } = await call(request.url ?? "", await toInit(request));
    response.writeHead(status, Object.fromEntries(headers));
    if (body === null) response.end();
    else Readable.from(body).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, requests, close };
}

async function toInit(request: IncomingMessage): Promise<RequestInit> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  const body = chunks.length === 0 ? {} : { body: new Uint8Array(Buffer.concat(chunks)) };
  return { method: request.method ?? "GET", headers, ...body };
}
