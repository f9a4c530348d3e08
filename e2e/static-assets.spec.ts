import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "./support/fixtures";
import { readRaw } from "./support/read-raw";

const decoders = { br: brotliDecompressSync, gzip: gunzipSync, identity: (body: Buffer) => body };

test("the server sends scripts and styles compressed and cacheable, and scripts with a hint for eager compilation", async ({
  baseURL,
  request,
}) => {
  const page = await (await request.get("/sign-in")).text();
  const files = [...new Set(page.match(/\/_next\/static\/chunks\/[^"\\]+\.(?:js|css)/g))];
  expect(files.filter((file) => file.endsWith(".js")).length).toBeGreaterThan(1);
  expect(files.filter((file) => file.endsWith(".css")).length).toBeGreaterThan(0);
  for (const file of files) {
    const contents = new Set<string>();
    for (const [encoding, decode] of Object.entries(decoders)) {
      const { headers, body } = await readRaw(`${baseURL}${file}`, { "Accept-Encoding": encoding });
      expect(headers["content-encoding"] ?? "identity", file).toBe(encoding);
      expect(headers["cache-control"], file).toBe("public,max-age=31536000,immutable");
      expect(headers["x-content-type-options"], file).toBe("nosniff");
      expect(headers["content-type"], file).toContain("charset=utf-8");
      contents.add(decode(body).toString());
    }
    expect(contents.size, file).toBe(1);
    const [content] = contents;
    if (file.endsWith(".js")) {
      expect(content?.startsWith("//# allFunctionsCalledOnLoad\n"), file).toBe(true);
    }
  }
});

for (const path of ["chunks/not-there.js", "%2e%2e/BUILD_ID", "../../package.json"]) {
  test(`the server sends no other file: ${path}`, async ({ baseURL }) => {
    const { status } = await readRaw(`${baseURL}/_next/static/${path}`, {});
    expect(status).toBe(404);
  });
}
