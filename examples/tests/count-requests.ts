import { createServer, request as sendRequest } from "node:http";
import type { AddressInfo } from "node:net";

type CountingProxy = {
  readonly url: string;
  /** The requests so far, as `POST /api/performance/assignments/batch`. */
  readonly requests: string[];
  readonly close: () => Promise<void>;
};

/** An HTTP server on loopback that passes each request on, and keeps its method and path. */
export async function countRequests(address: string): Promise<CountingProxy> {
  const requests: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = "GET", url = "/", headers } = incoming;
    requests.push(`${method} ${new URL(url, address).pathname}`);
    const sent = sendRequest(new URL(url, address), { method, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    // The program was killed, or the server ended.
    sent.on("error", () => outgoing.destroy());
    incoming.on("error", () => sent.destroy());
    incoming.pipe(sent);
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
