import { afterAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { route } from "@/lib/api/route";
import { testOperation } from "@/lib/api/testing/test-operation";
import { makeSystemContext } from "@/lib/auth/testing/make-context";
import { makeMember } from "@/lib/auth/testing/make-member";
import { createToken } from "@/lib/auth/tokens/create-token";
import { closeDatabase, getDatabase } from "@/lib/db/client";
import * as environment from "@/lib/environment/environment";
import { createNotFoundError } from "@/lib/errors";
import { contentTypes, Download, declareDownload, findDownloadContents } from "@/lib/http/download";

vi.stubEnv("LOG_LEVEL", "silent");

const contents = { [contentTypes.ndjson]: z.object({ line: z.number() }) };
const declared = declareDownload(contents);

async function* lines(failAt: number | null) {
  for (let line = 0; line < 3; line += 1) {
    if (line === failAt) throw line === 0 ? createNotFoundError() : new Error("secret");
    yield await Promise.resolve(`{"line":${line}}\n`);
  }
}

const handler = vi.fn(
  async () =>
    await Promise.resolve(
      new Download({
        contentType: contentTypes.ndjson,
        fileName: "lines.ndjson",
        pieces: lines(null),
      }),
    ),
);

async function call(failAt: number | null, init: RequestInit = {}): Promise<Response> {
  const handler = route({
    ...testOperation,
    access: "public",
    response: declared,
    handler: async () =>
      await Promise.resolve(
        new Download({
          contentType: contentTypes.ndjson,
          fileName: "lines.ndjson",
          pieces: lines(failAt),
        }),
      ),
  });
  const request = new Request("http://localhost:3000/api/test", init);
  return handler(request, { params: Promise.resolve({}) });
}

afterAll(closeDatabase);

describe("a route that declares a download", () => {
  it("responds with a file, without an ETag, since its body is not known before it is sent", async () => {
    const response = await call(null, { headers: { "if-none-match": "*" } });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/x-ndjson");
    expect(response.headers.get("content-disposition")).toContain("lines.ndjson");
    expect(response.headers.get("cache-control")).toBe("private, no-store");
    expect(response.headers.get("x-request-id")).toMatch(/./);
    expect(response.headers.has("etag")).toBe(false);
    expect(await response.text()).toBe('{"line":0}\n{"line":1}\n{"line":2}\n');
  });

  it("responds with a problem where the first piece fails", async () => {
    const response = await call(0);
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  });

  it("breaks off where a later piece fails", async () => {
    const response = await call(2);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
  });

  it("declares the contents of its files", () => {
    expect(findDownloadContents(declared)).toBe(contents);
    expect(findDownloadContents(z.object({}))).toBeNull();
  });

  it("bounds the open downloads of a member over all of their tokens, and of no other member", async () => {
    const known = environment.getEnvironment();
    vi.spyOn(environment, "getEnvironment").mockReturnValue({ ...known, downloadsOfMember: 1 });
    globalThis.performanceTrackingDownloads = undefined;
    const database = getDatabase();
    const [member, other] = [await makeMember(database), await makeMember(database)];
    const makeToken = async (owner: typeof member) => {
      const terms = { userId: owner.userId, name: "test", scopes: null, days: 1 };
      return (await createToken(makeSystemContext(database, owner), terms)).token;
    };
    const tokens = [await makeToken(member), await makeToken(member)];
    const download = route({ ...testOperation, access: "signed_in", response: declared, handler });
    const send = (token = "", method = "GET") => {
      const headers = { authorization: `Bearer ${token}` };
      const request = new Request("http://localhost:3000/api/test", { headers, method });
      return download(request, { params: Promise.resolve({}) });
    };
    const first = await send(tokens[0]);
    const others = [0, 1, 0, 1, 0].map(async (index) => {
      const response = await send(tokens[index]);
      return { response, text: await response.text() };
    });
    const rejected = await Promise.any(others);
    expect(rejected.response.status).toBe(429);
    expect(rejected.response.headers.get("retry-after")).toBe("5");
    expect(rejected.text).toContain("rate_limited");
    expect(await (await send(await makeToken(other))).text()).toContain('{"line":2}');
    expect(await first.text()).toContain('{"line":2}');
    const texts = (await Promise.all(others)).map(({ text }) => text);
    expect(texts.filter((text) => text.includes('{"line":2}'))).toHaveLength(4);
    expect((await send(tokens[0], "HEAD")).status).toBe(200);
    expect(await (await send(tokens[0])).text()).toContain('{"line":2}');
    globalThis.performanceTrackingDownloads = undefined;
  });
});
