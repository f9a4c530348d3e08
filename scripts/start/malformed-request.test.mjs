import { createServer } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMethodNotAllowedResponse, createProblemResponse } from "@/lib/api/problem";
import { AppError } from "@/lib/errors";
import { findMalformedPart, rejectMalformedRequest } from "./malformed-request.mjs";

const server = createServer((request, response) => {
  if (!rejectMalformedRequest(request, response)) {
    response.end("passed on");
  }
});

beforeAll(() => new Promise((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => server.close());

/** Sends a request line that no client library would send. */
async function send(requestLine, headers = {}) {
  const lines = Object.entries({ Host: "x", Connection: "close", ...headers });
  const socket = connect(server.address().port, "127.0.0.1");
  socket.write(
    `${requestLine} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`,
  );
  const [head, body] = (await text(socket)).split("\r\n\r\n", 2);
  const [statusLine, ...fields] = head.split("\r\n");
  const pairs = fields.map((field) => field.split(/: (.*)/s, 2));
  return { status: Number(statusLine.split(" ")[1]), headers: new Headers(pairs), body };
}

describe("findMalformedPart", () => {
  it.each([
    ["TRACE", "/", "method"],
    ["PROPFIND", "/api/health", "method"],
    ["get", "/", "method"],
    ["TRACE", "/%", "method"],
    ["GET", "/api/performance/user/%E0%A4%A", "url"],
    ["GET", "/%", "url"],
    ["GET", "/%ff", "url"],
    ["GET", "/_next/static/%ff", "url"],
    ["GET", "http://x/%ff", "url"],
    ["GET", "/%?x=1", "url"],
    ["GET", "/api/performance/user/7?name=%ff", null],
    ["POST", "/a%20b/%C3%A9", null],
    ["HEAD", "", null],
    ["OPTIONS", "*", null],
  ])("finds what Next.js cannot read in %s %s: %s", (method, url, part) => {
    expect(findMalformedPart({ method, url })).toBe(part);
  });
});

describe("rejectMalformedRequest", () => {
  it("passes on a request that Next.js can read", async () => {
    expect(await send("GET /a%20b")).toMatchObject({ status: 200, body: "passed on" });
  });

  it("rejects an unsupported method with a problem of the API", async () => {
    const { status, headers, body } = await send("TRACE /", { "X-Request-Id": "trace-0001" });
    const allow = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
    const expected = createMethodNotAllowedResponse(allow, "trace-0001");
    expect(status).toBe(405);
    expect(JSON.parse(body)).toEqual(await expected.json());
    expect(Object.fromEntries(headers)).toMatchObject(Object.fromEntries(expected.headers));
  });

  it("rejects a URL that cannot be decoded with a problem of the API", async () => {
    const { status, headers, body } = await send("GET /%ff", { "X-Request-Id": "url-00001" });
    const detail = "This URL is not valid: check its percent signs.";
    const expected = createProblemResponse(new AppError("invalid_request", detail), "url-00001");
    expect(status).toBe(400);
    expect(JSON.parse(body)).toEqual(await expected.json());
    expect(Object.fromEntries(headers)).toMatchObject(Object.fromEntries(expected.headers));
    expect(headers.has("allow")).toBe(false);
  });

  it.each(["GET /%ff", "GET /embed/%ff", "TRACE /_next/static/x.js"])(
    "sends the security headers of the API with the response to %s",
    async (requestLine) => {
      const { headers } = await send(requestLine);
      expect(Object.fromEntries(headers)).toMatchObject({
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy":
          "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
      });
      expect(headers.has("strict-transport-security")).toBe(false);
    },
  );

  it("sends Strict-Transport-Security where the request came by HTTPS", async () => {
    const { headers } = await send("GET /%ff", { "X-Forwarded-Proto": "https" });
    expect(headers.get("strict-transport-security")).toBe("max-age=63072000; includeSubDomains");
  });

  it.each(["short", `${"x".repeat(65)}`, "with spaces in it"])(
    "replaces a request id that is not safe to repeat: %s",
    async (id) => {
      const { headers, body } = await send("GET /%ff", { "X-Request-Id": id });
      expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      expect(JSON.parse(body).request_id).toBe(headers.get("x-request-id"));
    },
  );

  it("sends no body to a HEAD request", async () => {
    expect(await send("HEAD /%ff")).toMatchObject({ status: 400, body: "" });
  });
});
