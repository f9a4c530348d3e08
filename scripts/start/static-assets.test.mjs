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
  for (const name of ["kept", "gone"]) {
    const file = join(folder, "chunks", `${name}.js`);
    writeFileSync(file, script);
    writeFileSync(`${file}.br`, brotliCompressSync(script));
    writeFileSync(`${file}.gz`, gzipSync(script));
  }
  const answerWithFile = serveStaticAssets(folder);
  server = createServer((request, response) => {
    answerWithFile(request, response, () => {
      response.statusCode = 404;
      response.end(`handed on: ${request.url}`);
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
])("to whoever takes %s it goes out as %s", async (accepted, sent) => {
  const answer = await ask("/_next/static/chunks/kept.js", { "Accept-Encoding": accepted });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-encoding")).toBe(sent);
  expect(answer.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(await answer.text()).toBe(script);
});

test("what is no file of the build is handed on as it was asked", async () => {
  for (const path of ["/", "/team?days=30", "/_next/static/chunks/never-there.js"]) {
    expect(await (await ask(path)).text()).toBe(`handed on: ${path}`);
  }
});

test.each([[["", ".br", ".gz"]], [[".br"]], [[".gz"]]])(
  "a file that is gone since the start (%j) is handed on, and its request is answered",
  async (endings) => {
    for (const ending of endings) rmSync(join(folder, "chunks", `gone.js${ending}`));
    for (const encoding of ["br", "gzip", "identity"]) {
      const answer = await ask("/_next/static/chunks/gone.js", { "Accept-Encoding": encoding });
      expect(answer.status).toBe(404);
    }
  },
);

test("what is no question is handed on", async () => {
  const path = "/_next/static/chunks/kept.js";
  const send = (method) => ask(path, {}, method).then((answer) => answer.status);
  expect(await Promise.all(["HEAD", "POST", "DELETE"].map(send))).toEqual([200, 404, 404]);
});

test("a range that ends before it begins is answered with the whole file", async () => {
  const answer = await ask("/_next/static/chunks/kept.js", { Range: "bytes=9-3" });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe(script);
});
