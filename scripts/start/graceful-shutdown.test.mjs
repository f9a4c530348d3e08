import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { askUntilFailure, ask as askUrl } from "./testing/keep-alive-clients.mjs";

const program = fileURLToPath(new URL("testing/signalled-server.mjs", import.meta.url));
const limits = { idle: 300, requests: 3_000, total: 4_000 };
const children = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Starts the server in a process of its own. */
async function start({ worker = "idle", ...changedLimits } = {}) {
  const args = [JSON.stringify({ ...limits, ...changedLimits }), worker];
  const child = fork(program, args, { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  children.push(child);
  const messages = [];
  child.on("message", (message) => messages.push(message));
  const stderr = text(child.stderr);
  const exited = once(child, "exit").then(([code]) => code);
  const until = async (isThere) => {
    while (!messages.some(isThere)) await wait(5);
  };
  await until((message) => message.port > 0);
  const { port } = messages[0];
  return {
    ...{ child, port, messages, stderr, exited },
    hasRead: (id) => messages.some((message) => message.id === String(id)),
    untilRead: (id) => until((message) => message.id === String(id)),
    /** Resolves when the server knows of the signal. */
    signal: async (name = "SIGTERM") => {
      child.kill(name);
      await until((message) => message === name);
    },
  };
}

function ask(port, path, options) {
  return askUrl(`http://127.0.0.1:${port}${path}`, options);
}

async function measure(work) {
  const startedAt = performance.now();
  const result = await work;
  return { result, milliseconds: performance.now() - startedAt };
}

test("breaks no request that the server has begun to read, whenever SIGTERM comes under load", async () => {
  for (let round = 0; round < 5; round += 1) {
    const server = await start();
    const load = askUntilFailure(12, (client, count) => {
      const path = count % 3 === 0 ? "/stream" : "/after";
      const amount = (count * 7 + client) % 60;
      return `http://127.0.0.1:${server.port}${path}?id=${client}-${count}&amount=${amount}`;
    });
    await server.untilRead(`11-${3 + round}`);
    const signalledAt = performance.now();
    server.child.kill("SIGTERM");
    const { result: code, milliseconds } = await measure(server.exited);
    expect(code).toBe(143);
    expect(milliseconds).toBeLessThan(3_000);
    const requests = await load;
    const broken = requests.filter(({ url, response }) => {
      const isRead = server.hasRead(new URL(url).searchParams.get("id"));
      return isRead && response?.content !== "done";
    });
    expect(broken).toEqual([]);
    const early = requests.filter(({ sentAt }) => sentAt < signalledAt);
    expect(early.filter(({ response }) => response === null)).toEqual([]);
    expect(requests.some(({ response }) => response?.headers.connection === "close")).toBe(true);
  }
});

test("closes an idle connection at once while another one is busy", async () => {
  const server = await start({ idle: 1_500 });
  const idle = connect(server.port, "127.0.0.1");
  idle.write("GET /after?id=1&amount=0 HTTP/1.1\r\nHost: x\r\n\r\n");
  await once(idle, "data");
  const busy = ask(server.port, "/after?id=2&amount=2000");
  await server.untilRead(2);
  const closed = measure(once(idle, "close"));
  await server.signal();
  expect((await closed).milliseconds).toBeLessThan(1_000);
  expect((await busy).content).toBe("done");
  expect(await server.exited).toBe(143);
});

test("responds to a request that comes before the process has time to handle the signal", async () => {
  const server = await start();
  const clients = Array.from({ length: 3 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  const askBy = (client, path) => ask(server.port, path, { agent: clients[client] });
  await Promise.all(clients.map((_, client) => askBy(client, `/after?id=0-${client}&amount=0`)));
  const first = askBy(0, "/block?id=1&amount=500");
  await server.untilRead(1);
  // The process will find this request and the signal at the same time, and read the request first.
  const second = askBy(1, "/block?id=2&amount=500");
  await wait(50);
  server.child.kill("SIGTERM");
  await server.untilRead(2);
  const third = askBy(2, "/after?id=3&amount=0");
  const responses = await Promise.all([first, second, third]);
  expect(responses.map(({ content }) => content)).toEqual(["done", "done", "done"]);
  expect(responses[2].headers.connection).toBe("close");
  expect(await server.exited).toBe(143);
});

test("responds to requests whose connections wait until the busy process accepts them", async () => {
  const server = await start();
  const first = ask(server.port, "/block?id=0&amount=500");
  await server.untilRead(0);
  const waiting = [1, 2, 3, 4, 5, 6].map((id) => ask(server.port, `/block?id=${id}&amount=30`));
  await wait(50);
  server.child.kill("SIGTERM");
  const responses = await Promise.all([first, ...waiting]);
  expect(responses.map(({ content }) => content)).toEqual(Array(7).fill("done"));
  expect(await server.exited).toBe(143);
});

test("accepts no connection after the signal", async () => {
  const server = await start();
  const busy = ask(server.port, "/after?id=1&amount=500");
  await server.untilRead(1);
  await server.signal();
  await wait(50);
  await expect(ask(server.port, "/after?id=2&amount=0")).rejects.toMatchObject({
    code: "ECONNREFUSED",
  });
  expect((await busy).content).toBe("done");
});

test("announces with the response under way that the connection closes", async () => {
  const server = await start();
  const agent = new Agent({ keepAlive: true });
  const busy = ask(server.port, "/after?id=1&amount=300", { agent });
  await server.untilRead(1);
  await server.signal();
  const { headers, content } = await busy;
  expect(content).toBe("done");
  expect(headers.connection).toBe("close");
  expect(await server.exited).toBe(143);
});

test("responds to a request on a connection whose last response did not announce the end", async () => {
  const server = await start();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const first = ask(server.port, "/stream?id=1&amount=300", { agent });
  await server.untilRead(1);
  await server.signal();
  expect((await first).headers.connection).toBe("keep-alive");
  const second = await ask(server.port, "/after?id=2&amount=100", { agent });
  expect(second.content).toBe("done");
  expect(second.headers.connection).toBe("close");
  expect(await server.exited).toBe(143);
});

test("responds to both of two pipelined requests, and announces the end with the second", async () => {
  const server = await start();
  const socket = connect(server.port, "127.0.0.1");
  const received = text(socket);
  socket.write("GET /after?id=1&amount=300 HTTP/1.1\r\nHost: x\r\n\r\n");
  await server.untilRead(1);
  await server.signal();
  socket.write("GET /after?id=2&amount=0 HTTP/1.1\r\nHost: x\r\n\r\n");
  const [, first, second] = (await received).split("HTTP/1.1 200 OK");
  expect(first).toContain("done");
  expect(first).not.toMatch(/connection: close/i);
  expect(second).toContain("done");
  expect(second).toMatch(/connection: close/i);
});

test("sends a response whole that is still under way to a slow client", async () => {
  const server = await start();
  const socket = connect(server.port, "127.0.0.1");
  socket.write("GET /bytes?id=1&amount=20000000 HTTP/1.1\r\nHost: x\r\n\r\n");
  await server.untilRead(1);
  await server.signal();
  await wait(200);
  let length = 0;
  for await (const chunk of socket) length += chunk.length;
  expect(length).toBeGreaterThan(20_000_000);
  expect(await server.exited).toBe(143);
});

test("reads a request to its end whose first bytes came before the signal", async () => {
  const server = await start();
  const socket = connect(server.port, "127.0.0.1");
  const received = text(socket);
  socket.write("POST /length?id=1 HTTP/1.1\r\nHo");
  // Another request shows that the server has read these bytes.
  await ask(server.port, "/after?id=0&amount=50");
  await server.signal();
  await wait(limits.idle * 2);
  socket.write("st: x\r\nContent-Length: 5\r\n\r\n12");
  await wait(100);
  socket.write("345");
  const response = await received;
  expect(response).toMatch(/^HTTP\/1.1 200 OK/);
  expect(response).toMatch(/connection: close/i);
  expect(response.endsWith("\r\n5\r\n0\r\n\r\n") || response.endsWith("\r\n\r\n5")).toBe(true);
  expect(await server.exited).toBe(143);
});

test("does not wait for a connection on which no request has come", async () => {
  const server = await start();
  const silent = connect(server.port, "127.0.0.1");
  await once(silent, "connect");
  await server.signal();
  const { result: code, milliseconds } = await measure(server.exited);
  expect(code).toBe(143);
  expect(milliseconds).toBeLessThan(1_500);
});

test("ends within the limit though a request never does", async () => {
  const server = await start({ requests: 600 });
  const endless = ask(server.port, "/after?id=1&amount=1000000").catch(({ code }) => code);
  await server.untilRead(1);
  await server.signal();
  const { result: code, milliseconds } = await measure(server.exited);
  expect(code).toBe(143);
  expect(milliseconds).toBeGreaterThan(500);
  expect(milliseconds).toBeLessThan(2_000);
  expect(await endless).toBe("ECONNRESET");
});

test("stops the worker beside the requests, and closes the pages last", async () => {
  const server = await start({ worker: "slow" });
  const busy = ask(server.port, "/after?id=1&amount=800");
  await server.untilRead(1);
  await server.signal();
  expect((await busy).content).toBe("done");
  const { milliseconds } = await measure(server.exited);
  expect(milliseconds).toBeLessThan(700);
  expect(server.messages.slice(-2)).toEqual(["worker stopped", "pages closed"]);
});

test("ends within the limit though the worker never stops", async () => {
  const server = await start({ worker: "stuck", total: 500 });
  await server.signal();
  const { result: code, milliseconds } = await measure(server.exited);
  expect(code).toBe(143);
  expect(milliseconds).toBeLessThan(2_000);
});

test("ends within other limits without a signal, when the launcher is gone", async () => {
  const server = await start({ requests: 60_000, total: 60_000 });
  const endless = ask(server.port, "/after?id=1&amount=1000000").catch(({ code }) => code);
  await server.untilRead(1);
  server.child.send({ idle: 100, requests: 300, total: 2_000 });
  const { result: code, milliseconds } = await measure(server.exited);
  expect(code).toBe(143);
  expect(milliseconds).toBeLessThan(2_000);
  expect(await endless).toBe("ECONNRESET");
});

test("reports a worker that fails to stop, and ends", async () => {
  const server = await start({ worker: "failing" });
  await server.signal();
  expect(await server.exited).toBe(143);
  expect(await server.stderr).toContain("The worker did not stop: Error: The worker is broken.");
  expect(server.messages).toContain("pages closed");
});

test("exits with 130 after SIGINT", async () => {
  const server = await start();
  await server.signal("SIGINT");
  expect(await server.exited).toBe(130);
});

test("takes a signal that comes twice within a second as one, and ends at once at a later one", async () => {
  const server = await start({ requests: 60_000, total: 60_000 });
  ask(server.port, "/after?id=1&amount=1000000").catch(() => {});
  await server.untilRead(1);
  await server.signal();
  server.child.kill("SIGTERM");
  await wait(1_100);
  expect(server.child.exitCode).toBeNull();
  server.child.kill("SIGTERM");
  const { result: code, milliseconds } = await measure(server.exited);
  expect(code).toBe(143);
  expect(milliseconds).toBeLessThan(500);
});
