import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const pieceLength = 400;
/** A frame: the browser may show each piece before the next one comes. */
const pauseMilliseconds = 17;
/** What is behind it draws nothing. */
const endOfMarkup = "__next_f.push([1";

export type SlowServer = { readonly address: string; readonly stop: () => Promise<void> };

/** The same server behind a slow line: the text of a page arrives in small pieces. */
export async function startSlowServer(baseURL: string): Promise<SlowServer> {
  const server = createServer((asked, answer) => {
    const { method, url } = asked;
    const isPage = asked.headers["sec-fetch-dest"] === "document";
    const headers = { ...asked.headers, ...(isPage && { "accept-encoding": "identity" }) };
    const onward = request(`${baseURL}${url}`, { method, headers }, async (received) => {
      answer.writeHead(received.statusCode ?? 502, received.headers);
      let sent = "";
      for await (const chunk of received) {
        for (let start = 0; start < chunk.length; start += pieceLength) {
          const piece: Buffer = chunk.subarray(start, start + pieceLength);
          answer.write(piece);
          sent += piece.toString("latin1");
          if (isPage && !sent.includes(endOfMarkup)) await wait(pauseMilliseconds);
        }
      }
      answer.end();
    });
    onward.once("error", () => answer.destroy());
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port }: AddressInfo = Object(server.address());
  const stop = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { address: `http://localhost:${port}`, stop };
}
