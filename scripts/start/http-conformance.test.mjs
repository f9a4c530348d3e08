import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAddressFinder } from "./client-address.mjs";
import { createHttpServer, createRequestListener } from "./http-server.mjs";

const limits = { keepAlive: 75_000, headers: 400, request: 800, check: 50 };
const server = createHttpServer(limits);

/** Shows what arrives, after the body. */
async function servePage(request, response) {
  let length = 0;
  try {
    for await (const chunk of request) length += chunk.length;
  } catch {
    return;
  }
  const { method, url, headers } = request;
  const shown = {
    method,
    url,
    host: headers.host,
    address: headers["x-pts-client-address"],
    length,
  };
  response.end(JSON.stringify(shown));
}

server.on(
  "request",
  createRequestListener({
    findAddress: createAddressFinder("", () => {}),
    serveAsset: null,
    servePage,
  }),
);

beforeAll(() => new Promise((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => server.close());

function open() {
  const socket = connect(server.address().port, "127.0.0.1");
  let received = "";
  socket.setEncoding("latin1").on("data", (text) => {
    received += text;
  });
  socket.on("error", () => {});
  return { socket, closed: once(socket, "close"), read: () => received };
}

/** Sends bytes and returns everything until the server closes the connection. */
async function send(bytes) {
  const { socket, closed, read } = open();
  socket.write(bytes, "latin1");
  await Promise.race([closed, wait(5_000)]);
  socket.destroy();
  return read();
}

const listStatuses = (text) =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

const end = "Connection: close\r\n\r\n";
const host = "Host: x\r\n";
const get = `GET / HTTP/1.1\r\n${host}`;
const post = `POST /a HTTP/1.1\r\n${host}`;

describe("a request as bytes", () => {
  it.each([
    ["HTTP/1.0 without a host", "GET / HTTP/1.0\r\n\r\n", [200]],
    ["HTTP/1.1 without a host (RFC 9112, 3.2)", `GET / HTTP/1.1\r\n${end}`, [400]],
    ["two hosts (RFC 9112, 3.2)", `${get}Host: y\r\n${end}`, [400]],
    ["an empty line before it (RFC 9112, 2.2)", `\r\n${get}${end}`, [200]],
    ["no HTTP at all", "\x16\x03\x01\x02\x00\x01\r\n\r\n", [400]],
    ["another version of HTTP", `GET / HTTP/9.9\r\n${host}${end}`, [400]],
    ["HTTP/2 with prior knowledge", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [400]],
    ["a space before the colon (RFC 9112, 5.1)", `${get}A : b\r\n${end}`, [400]],
    ["a header over two lines (RFC 9112, 5.2)", `${get}A: b\r\n c\r\n${end}`, [400]],
    ["a bare line feed in a header", `${get}A: b\nX: y\r\n${end}`, [400]],
    ["a NUL in a header", `${get}A: b\0c\r\n${end}`, [400]],
    ["one long header", `${get}A: ${"x".repeat(20_000)}\r\n${end}`, [431]],
    ["very many headers", get + "Abcdefg: hijklmn\r\n".repeat(4_000) + end, [431]],
    ["a long URL", `GET /${"x".repeat(20_000)} HTTP/1.1\r\n${host}${end}`, [431]],
    [
      "Upgrade to h2c (RFC 9110, 7.8)",
      `${get}Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
      [200],
    ],
    [
      "Upgrade to a WebSocket",
      `${get}Connection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n`,
      [200],
    ],
    ["OPTIONS * (RFC 9110, 9.3.7)", `OPTIONS * HTTP/1.1\r\n${host}${end}`, [204]],
    ["GET *", `GET * HTTP/1.1\r\n${host}${end}`, [400]],
    ["absolute form (RFC 9112, 3.2.2)", `GET http://x/a HTTP/1.1\r\n${host}${end}`, [200]],
    ["absolute form of another scheme", `GET ftp://x/a HTTP/1.1\r\n${host}${end}`, [400]],
    [
      "absolute form with a port that is none",
      `GET http://x:99999/ HTTP/1.1\r\n${host}${end}`,
      [400],
    ],
    ["a path without a slash", `GET a HTTP/1.1\r\n${host}${end}`, [400]],
    ["a broken percent sign", `GET /%ff HTTP/1.1\r\n${host}${end}`, [400]],
    ["CONNECT (RFC 9110, 9.3.6)", `CONNECT x:443 HTTP/1.1\r\n${host}\r\n`, [405]],
    ["TRACE (RFC 9110, 9.3.8)", `TRACE / HTTP/1.1\r\n${host}${end}`, [405]],
    ["a method that does not exist", `NONSENSE / HTTP/1.1\r\n${host}${end}`, [400]],
    [
      "Expect: 100-continue (RFC 9110, 10.1.1)",
      `${post}Expect: 100-continue\r\nContent-Length: 1\r\n${end}a`,
      [100, 200],
    ],
    ["another expectation", `${post}Expect: more\r\nContent-Length: 0\r\n${end}`, [417]],
    [
      "a length and chunks (RFC 9112, 6.3)",
      `${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n${end}0\r\n\r\n`,
      [400],
    ],
    ["two lengths", `${post}Content-Length: 1\r\nContent-Length: 2\r\n${end}ab`, [400]],
    ["a length that is no number", `${post}Content-Length: +1\r\n${end}a`, [400]],
    [
      "another transfer encoding (RFC 9112, 6.1)",
      `${post}Transfer-Encoding: chunked, x\r\n${end}0\r\n\r\n`,
      [400],
    ],
    [
      "a chunk whose size is no number",
      `${post}Transfer-Encoding: chunked\r\n${end}zz\r\na\r\n0\r\n\r\n`,
      [200, 400],
    ],
    [
      "chunks",
      `${post}Transfer-Encoding: chunked\r\n${end}2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n`,
      [200],
    ],
    [
      "two requests at once (RFC 9112, 9.3.2)",
      `${post}Content-Length: 2\r\n\r\nab${get}${end}`,
      [200, 200],
    ],
    ["ten requests at once", `${get}\r\n`.repeat(9) + get + end, Array(10).fill(200)],
  ])("%s gets its response", async (_, bytes, expected) => {
    const statuses = listStatuses(await send(bytes));
    // Some bytes may be rejected at any point of the response, but never without one.
    if (expected.includes(400) && expected.includes(200)) {
      expect(statuses.length).toBeGreaterThan(0);
      expect(statuses.every((status) => expected.includes(status))).toBe(true);
    } else {
      expect(statuses).toEqual(expected);
    }
  });

  it("in absolute form is handled as its path for its host, whatever Host says", async () => {
    const text = await send(`GET http://y:80/a/../b?c HTTP/1.1\r\n${host}${end}`);
    expect(text).toContain('"url":"/a/../b?c","host":"y"');
    expect(await send(`GET http://y?c HTTP/1.1\r\n${host}${end}`)).toContain('"url":"/?c"');
  });

  it("cannot set the address of its client", async () => {
    const text = await send(`${get}X-Pts-Client-Address: 192.0.2.1\r\n${end}`);
    expect(text).toContain('"address":"127.0.0.1"');
  });

  it("for the options of the server has the list of methods", async () => {
    const text = await send(`OPTIONS * HTTP/1.1\r\n${host}${end}`);
    expect(text).toMatch(/^Allow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r$/m);
  });
});

describe("a slow client", () => {
  it.each([
    ["sends nothing", ""],
    ["sends half a header", `${get}A: `],
    ["sends half a body", `${post}Content-Length: 100\r\n\r\nab`],
    ["sends half a chunk", `${post}Transfer-Encoding: chunked\r\n\r\n5\r\nab`],
  ])(
    "that %s is rejected with 408 in the end, while others have their responses",
    async (_, bytes) => {
      const slow = Array.from({ length: 20 }, () => send(bytes));
      expect(listStatuses(await send(`${get}${end}`))).toEqual([200]);
      for (const text of await Promise.all(slow)) expect(listStatuses(text)).toEqual([408]);
    },
  );

  it("that sends a header a byte at a time is rejected with 408 as well", async () => {
    const { socket, closed, read } = open();
    const timer = setInterval(() => socket.write("a"), 20);
    socket.write(`${get}A: `);
    await closed;
    clearInterval(timer);
    expect(listStatuses(read())).toEqual([408]);
  });

  it("that closes its side after the request has its response", async () => {
    const { socket, closed, read } = open();
    socket.end(get + end);
    await closed;
    expect(listStatuses(read())).toEqual([200]);
  });

  it("that resets its connection in a body harms no other one", async () => {
    const { socket } = open();
    socket.write(`${post}Content-Length: 100\r\n\r\nab`);
    await wait(50);
    socket.resetAndDestroy();
    expect(listStatuses(await send(`${get}${end}`))).toEqual([200]);
  });
});
