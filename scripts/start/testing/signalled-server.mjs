/**
 * A plain HTTP server that shuts down as the product's does, for graceful-shutdown.test.mjs. It sends its parent
 * process its port, the id of each request that it begins to read, each signal, and when its worker and pages have
 * stopped. node scripts/start/testing/signalled-server.mjs <limits as JSON> <worker: idle, slow, stuck or failing>
 */
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { endOnSignal } from "../graceful-shutdown.mjs";

const [limits, workerKind] = process.argv.slice(2);
const workers = {
  idle: () => {},
  slow: () => wait(1_000),
  stuck: () => new Promise(() => {}),
  failing: () => {
    throw new Error("The worker is broken.");
  },
};

const server = createServer();
const end = endOnSignal(server, {
  stopWorker: async () => {
    await workers[workerKind]();
    process.send("worker stopped");
  },
  closePages: () => process.send("pages closed"),
  limits: JSON.parse(limits),
});

const routes = {
  /** Responds after so many milliseconds. */
  "/after": async (response, amount) => {
    await wait(amount);
    response.end("done");
  },
  /** Sends the headers at once and the body after so many milliseconds. */
  "/stream": async (response, amount) => {
    response.flushHeaders();
    await wait(amount);
    response.end("done");
  },
  /** Keeps the process busy for so many milliseconds, then responds. */
  "/block": (response, amount) => {
    const end = performance.now() + amount;
    while (performance.now() < end);
    response.end("done");
  },
  /** Responds with so many bytes at once. */
  "/bytes": (response, amount) => response.end(Buffer.alloc(amount)),
  /** Responds with the length of the request's body, when that is read. */
  "/length": async (response, _amount, request) => {
    let length = 0;
    for await (const chunk of request) length += chunk.length;
    response.end(String(length));
  },
};

server.on("request", (request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://x");
  process.send({ id: searchParams.get("id") });
  void routes[pathname](response, Number(searchParams.get("amount")), request);
});

process.on("message", (otherLimits) => end("SIGTERM", otherLimits));
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => process.send(signal));
}
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
