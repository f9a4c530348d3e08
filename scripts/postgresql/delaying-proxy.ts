import { connect, createServer, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

export type DelayingProxy = {
  /** The URL of the database by way of the proxy. */
  readonly url: string;
  /** How long each message to the database waits, in milliseconds. */
  readonly setDelay: (milliseconds: number) => void;
  readonly stop: () => Promise<void>;
};

/** Passes connections on to a database, on a free loopback port. */
export async function startDelayingProxy(databaseUrl: string): Promise<DelayingProxy> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let delay = 0;
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    let last = Promise.resolve();
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on("data", (chunk) => {
      last = last.then(async () => {
        if (delay > 0) await wait(delay);
        database.write(chunk);
      });
    });
    database.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = new URL(databaseUrl);
  url.port = String(typeof address === "object" ? address?.port : "");
  return {
    url: url.href,
    setDelay: (milliseconds) => {
      delay = milliseconds;
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
