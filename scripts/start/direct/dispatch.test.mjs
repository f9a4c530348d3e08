import { once } from "node:events";
import { createServer, request as sendRequest } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { followConnections } from "../close-connections.mjs";
import { sendResponse } from "./send-response.mjs";
import { createWebRequest } from "./web-request.mjs";

const LIMIT = { timeout: 5_000 };
const kilobytes = (count) => "x".repeat(count * 1_024);

/** Set by each test: what responds to a Web request. */
let handler;
const server = createServer();
const closeConnections = followConnections(server);
server.on("request", async (request, response) => {
  response.setHeader("X-Frame-Options", "DENY");
  const source = await handler(createWebRequest(request, response, "name:1"));
  await sendResponse(source, response, request.headers["accept-encoding"] === "gzip");
});

beforeAll(() => new Promise((done) => server.listen(0, "127.0.0.1", done)));
afterAll(() => server.closeAllConnections());

/** Sends a request, and returns its response, which has not been read yet. */
async function open({ path = "/api/a", body, ...options } = {}) {
  const sent = sendRequest({ port: server.address().port, path, ...options });
  sent.on("error", () => undefined);
  sent.end(body);
  const [response] = await once(sent, "response");
  return response;
}

async function read(response) {
  const chunks = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A body that is made as it is read, with what became of it. */
function makeStream(makePiece, { count = Number.POSITIVE_INFINITY } = {}) {
  const state = { made: 0, isCancelled: false };
  const stream = new ReadableStream(
    {
      async pull(controller) {
        await wait(1);
        if (state.isCancelled) return;
        if (state.made === count) {
          controller.close();
          return;
        }
        controller.enqueue(new TextEncoder().encode(makePiece(state.made)));
        state.made += 1;
      },
      cancel() {
        state.isCancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, state };
}

describe("the request that a handler gets", () => {
  it("has the method, URL, headers and body of the one that came", async () => {
    handler = async (request) =>
      Response.json([
        request.method,
        request.url,
        request.headers.get("x-a"),
        await request.text(),
      ]);
    const sent = { path: "/api/a?b=%20c", method: "PUT", headers: { "x-a": "1" }, body: "text" };
    expect(JSON.parse(await read(await open(sent)))).toEqual([
      "PUT",
      "http://name:1/api/a?b=%20c",
      "1",
      "text",
    ]);
  });

  it("has no body where none came", async () => {
    handler = (request) => Response.json(request.body);
    expect(String(await read(await open({ method: "DELETE" })))).toBe("null");
  });

  it("takes no more from the connection than the handler reads", LIMIT, async () => {
    const received = once(server, "request");
    const body = kilobytes(16_384);
    let early = 0;
    handler = async (request) => {
      const reader = request.body.getReader();
      await reader.read();
      await wait(200);
      const [incoming] = await received;
      early = incoming.socket.bytesRead;
      let next = await reader.read();
      while (!next.done) next = await reader.read();
      return new Response("read");
    };
    expect(String(await read(await open({ method: "POST", body })))).toBe("read");
    expect(early).toBeLessThan(body.length / 4);
  });

  it("forgets the part of the body that the handler leaves", LIMIT, async () => {
    const received = once(server, "request");
    let readBytes = 0;
    handler = async (request) => {
      for await (const chunk of request.body) {
        readBytes += chunk.byteLength;
        break;
      }
      const [incoming] = await received;
      await vi.waitFor(() => expect(incoming.complete).toBe(true), 3_000);
      return new Response("enough", { status: 413 });
    };
    const body = kilobytes(8_192);
    const response = await open({ method: "POST", body });
    expect(response.statusCode).toBe(413);
    expect(String(await read(response))).toBe("enough");
    expect(readBytes).toBeLessThan(body.length / 8);
  });

  it("fails to be read where the client leaves before its end", LIMIT, async () => {
    const failed = new Promise((resolve) => {
      handler = (request) =>
        request
          .text()
          .then(resolve, resolve)
          .then(() => new Response());
    });
    const sent = sendRequest({ port: server.address().port, path: "/api/a", method: "POST" });
    sent.on("error", () => undefined);
    sent.write("a part");
    await wait(50);
    sent.destroy();
    expect(await failed).toBeInstanceOf(Error);
  });

  it("is aborted when the client leaves, and not when it has the response", LIMIT, async () => {
    const signals = [];
    handler = ({ signal }) => {
      signals.push(signal);
      return signals.length === 1 ? new Response("done") : new Promise(() => undefined);
    };
    await read(await open());
    const sent = sendRequest({ port: server.address().port, path: "/api/a" });
    sent.on("error", () => undefined).end();
    await vi.waitFor(() => expect(signals).toHaveLength(2));
    sent.destroy();
    await vi.waitFor(() => expect(signals[1].aborted).toBe(true));
    expect(signals[0].aborted).toBe(false);
  });
});

describe("a response that is whole", () => {
  it("is sent in one piece with its length, and has the headers of the server and its own", async () => {
    const headers = new Headers({ "content-type": "text/plain", "x-frame-options": "ALLOW" });
    headers.append("set-cookie", "a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT");
    headers.append("set-cookie", "b=2");
    handler = () => new Response("täxt", { status: 201, headers });
    const response = await open();
    expect(response.statusCode).toBe(201);
    expect(response.headers).toMatchObject({
      "content-length": "5",
      "content-type": "text/plain",
      "x-frame-options": "DENY",
      "set-cookie": ["a=1; Expires=Thu, 01 Jan 2026 00:00:00 GMT", "b=2"],
      vary: "Accept-Encoding",
    });
    expect(response.headers["transfer-encoding"]).toBeUndefined();
    expect(String(await read(response))).toBe("täxt");
  });

  it.each([
    ["1 kB of JSON", kilobytes(1), "application/json", "gzip"],
    ["a problem", kilobytes(2), "application/problem+json", "gzip"],
    ["an image of text", kilobytes(2), "image/svg+xml; charset=utf-8", "gzip"],
    ["less than 1 kB", "x".repeat(1_023), "application/json", undefined],
    ["bytes", kilobytes(2), "application/octet-stream", undefined],
  ])("is compressed where it pays: %s", async (_case, text, type, coding) => {
    handler = () => new Response(text, { headers: { "content-type": type } });
    const response = await open({ headers: { "accept-encoding": "gzip" } });
    expect(response.headers["content-encoding"]).toBe(coding);
    const body = await read(response);
    expect(response.headers["content-length"]).toBe(String(body.length));
    expect(String(coding === undefined ? body : gunzipSync(body))).toBe(text);
    const plain = await open();
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(String(await read(plain))).toBe(text);
  });

  it.each([204, 304])("has no body with the status %d", async (status) => {
    handler = () => new Response(null, { status });
    const response = await open();
    expect(response.statusCode).toBe(status);
    expect(await read(response)).toHaveLength(0);
  });

  it("may be empty", async () => {
    handler = () => new Response("");
    expect(await read(await open())).toHaveLength(0);
  });
});

describe("a response that is made as it is read", () => {
  it.each(["gzip", "identity"])("arrives piece by piece and whole (%s)", async (coding) => {
    const { stream } = makeStream((number) => `piece ${number}\n`, { count: 3 });
    handler = () => new Response(stream, { headers: { "content-type": "text/csv" } });
    const response = await open({ headers: { "accept-encoding": coding } });
    expect(response.headers["content-length"]).toBeUndefined();
    const body = await read(response);
    const text = String(coding === "gzip" ? gunzipSync(body) : body);
    expect(text).toBe("piece 0\npiece 1\npiece 2\n");
  });

  it("is made no faster than the client takes it", LIMIT, async () => {
    const { stream, state } = makeStream(() => kilobytes(256));
    handler = () => new Response(stream);
    const response = await open();
    response.pause();
    let before = -1;
    while (state.made > before) {
      before = state.made;
      await wait(200);
    }
    expect(state.made).toBeLessThan(100);
    response.destroy();
  });

  it.each(["gzip", "identity"])("ends when the client leaves (%s)", LIMIT, async (coding) => {
    const { stream, state } = makeStream(() => kilobytes(256));
    handler = () => new Response(stream, { headers: { "content-type": "text/csv" } });
    const response = await open({ headers: { "accept-encoding": coding } });
    await once(response, "data");
    response.destroy();
    await vi.waitFor(() => expect(state.isCancelled).toBe(true));
  });

  it("ends when the client leaves before the first piece", LIMIT, async () => {
    let isCancelled = false;
    const started = new Promise((resolve) => {
      handler = () => {
        resolve();
        const cancel = () => {
          isCancelled = true;
        };
        return new Response(new ReadableStream({ cancel }));
      };
    });
    const sent = sendRequest({ port: server.address().port, path: "/api/a" });
    sent.on("error", () => undefined).end();
    await started;
    await wait(20);
    sent.destroy();
    await vi.waitFor(() => expect(isCancelled).toBe(true));
  });

  it.each([
    ["gzip", 2],
    ["identity", 2],
    ["identity", 0],
  ])("breaks the connection where it fails (%s, piece %d)", LIMIT, async (coding, failAt) => {
    const { stream } = makeStream((number) => {
      if (number === failAt) throw new Error("the database went away");
      return `piece ${number}\n`;
    });
    handler = () => new Response(stream, { headers: { "content-type": "text/csv" } });
    const received = open({ headers: { "accept-encoding": coding } }).then(read);
    const broken = new Promise((_resolve, reject) => {
      server.once("connection", (socket) =>
        socket.once("close", () => reject(new Error("closed"))),
      );
    });
    await expect(Promise.race([received, broken])).rejects.toThrow();
  });
});

it("ends the requests that it has accepted before the server closes", LIMIT, async () => {
  const { stream, state } = makeStream((number) => `piece ${number}\n`, { count: 100 });
  handler = () => new Response(stream, { headers: { "content-type": "text/csv" } });
  const response = await open();
  const closed = closeConnections({ idleMilliseconds: 0, requestMilliseconds: 4_000 });
  const lines = String(await read(response))
    .trim()
    .split("\n");
  await closed;
  expect(lines).toHaveLength(100);
  expect(state).toEqual({ made: 100, isCancelled: false });
});
