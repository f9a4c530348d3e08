import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const chunkLength = 400;
/** One frame, so that the browser can paint each part before the next one arrives. */
const pauseMilliseconds = 17;
/** Nothing after it is visible. */
const endOfMarkup = "__next_f.push([1";

export type SlowServer = { readonly address: string; readonly stop: () => Promise<void> };

/** Starts a proxy that sends pages in small parts, as over a slow network. */
export async function startSlowServer(baseURL: string): Promise<SlowServer> {
  const server = createServer((incoming, response) => {
    const { method, url } = incoming;
    const isPage = incoming.headers["sec-fetch-dest"] === "document";
    const headers = { ...incoming.headers, ...(isPage && { "accept-encoding": "identity" }) };
    const upstream = request(`${baseURL}${url}`, { method, headers }, async (upstreamResponse) => {
      response.writeHead(upstreamResponse.statusCode ?? 502, upstreamResponse.headers);
      let sent = "";
      for await (const chunk of upstreamResponse) {
        for (let start = 0; start < chunk.length; start += chunkLength) {
          const part: Buffer = chunk.subarray(start, start + chunkLength);
          response.write(part);
          sent += part.toString("latin1");
          if (isPage && !sent.includes(endOfMarkup)) await wait(pauseMilliseconds);
        }
      }
      response.end();
    });
    upstream.once("error", () => response.destroy());
    incoming.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port }: AddressInfo = Object(server.address());
  const stop = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { address: `http://localhost:${port}`, stop };
}
