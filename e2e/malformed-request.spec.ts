import { expect, test } from "./support/fixtures";
import { readRaw } from "./support/read-raw";

const malformed = [
  { method: "TRACE", path: "/", status: 405, code: "method_not_allowed" },
  { method: "PROPFIND", path: "/api/health", status: 405, code: "method_not_allowed" },
  { method: "GET", path: "/%ff", status: 400, code: "invalid_request" },
  { method: "GET", path: "/embed/%", status: 400, code: "invalid_request" },
  { method: "GET", path: "/_next/static/%ff", status: 400, code: "invalid_request" },
  { method: "POST", path: "/api/performance/user/%E0%A4%A", status: 400, code: "invalid_request" },
];

for (const { method, path, status, code } of malformed) {
  test(`the server responds to ${method} ${path} with the problem ${code}`, async ({ baseURL }) => {
    const requestId = "malformed-request-0001";
    const response = await readRaw(`${baseURL}${path}`, { "X-Request-Id": requestId }, method);
    expect(response.status).toBe(status);
    expect(response.headers).toMatchObject({
      "content-type": "application/problem+json",
      "cache-control": "private, no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "x-request-id": requestId,
    });
    const problem = JSON.parse(response.body.toString());
    expect(problem).toMatchObject({ status, code, request_id: requestId });
  });
}

test("the server passes a URL that can be decoded on to the pages", async ({ baseURL }) => {
  const response = await readRaw(`${baseURL}/sign-in?name=%ff`, {});
  expect(response.status).toBe(200);
});

for (const protocol of ["h2c", "websocket"]) {
  test(`the server ignores an upgrade to ${protocol} and responds to the request`, async ({
    baseURL,
  }) => {
    // Next.js handles upgrades from its first request on.
    await readRaw(`${baseURL}/api/health`, {});
    const headers = { Connection: "Upgrade", Upgrade: protocol };
    for (const path of ["/sign-in", "/api/health", "/nothing-here"]) {
      const { status, headers: received } = await readRaw(`${baseURL}${path}`, headers);
      expect(status, path).toBe(path === "/nothing-here" ? 404 : 200);
      expect(received.upgrade, path).toBeUndefined();
    }
  });
}
