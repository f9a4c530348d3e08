import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { serveStaticAssets } from "./static-assets.mjs";

const script = "console.log('a script of the build');\n";
let folder;
let server;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pts-static-assets-"));
  mkdirSync(join(folder, "chunks"));
  for (const name of ["kept", "removed"]) {
    const file = join(folder, "chunks", `${name}.js`);
    writeFileSync(file, script);
    writeFileSync(`${file}.br`, brotliCompressSync(script));
    writeFileSync(`${file}.gz`, gzipSync(script));
  }
  const serveAsset = serveStaticAssets(folder);
  server = createServer((request, response) => {
    serveAsset(request, response, () => {
      response.statusCode = 404;
      response.end(`passed on: ${request.url}`);
    });
  });
  await new Promise((done) => {
    server.listen(0, "127.0.0.1", done);
  });
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => {
    server.close(done);
  });
  rmSync(folder, { recursive: true });
});

const ask = (path, headers = {}, method = "GET") =>
  fetch(`http://127.0.0.1:${server.address().port}${path}`, {
    method,
    headers,
    signal: AbortSignal.timeout(5_000),
  });

test.each([
  ["br", "br"],
  ["gzip, deflate", "gzip"],
  ["identity", null],
])(
  "sends a file to a client that accepts %s with the content encoding %s",
  async (accepted, sent) => {
    const response = await ask("/_next/static/chunks/kept.js", { "Accept-Encoding": accepted });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-encoding")).toBe(sent);
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(await response.text()).toBe(script);
  },
);

test("passes on a request for anything but a file of the build with its URL", async () => {
  for (const path of ["/", "/team?days=30", "/_next/static/chunks/unknown.js"]) {
    expect(await (await ask(path)).text()).toBe(`passed on: ${path}`);
  }
});

test.each([[["", ".br", ".gz"]], [[".br"]], [[".gz"]]])(
  "passes on a request for a file that lost its form %j since the start",
  async (endings) => {
    for (const ending of endings) rmSync(join(folder, "chunks", `removed.js${ending}`));
    for (const encoding of ["br", "gzip", "identity"]) {
      const response = await ask("/_next/static/chunks/removed.js", {
        "Accept-Encoding": encoding,
      });
      expect(response.status).toBe(404);
    }
  },
);

test("passes on a request that is neither GET nor HEAD", async () => {
  const path = "/_next/static/chunks/kept.js";
  const send = (method) => ask(path, {}, method).then((response) => response.status);
  expect(await Promise.all(["HEAD", "POST", "DELETE"].map(send))).toEqual([200, 404, 404]);
});

test("sends the whole file for a range that ends before it begins", async () => {
  const response = await ask("/_next/static/chunks/kept.js", { Range: "bytes=9-3" });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(script);
});
