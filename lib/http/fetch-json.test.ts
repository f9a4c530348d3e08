import { afterEach, describe, expect, it, vi } from "vitest";
import { fetchJson, RequestProblem } from "./fetch-json";

function respondWith(body: string, status = 200) {
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue(new Response(body, { status })));
}

async function getProblem(request: Promise<unknown>): Promise<RequestProblem> {
  const error = await request.catch((reason: unknown) => reason);
  if (error instanceof RequestProblem) {
    return error;
  }
  throw new Error("expected a RequestProblem", { cause: error });
}

afterEach(() => vi.unstubAllGlobals());

describe("fetchJson", () => {
  it("returns the JSON of the response", async () => {
    respondWith('{"user_id":5}');
    expect(await fetchJson("/api/performance/user/5")).toEqual({ user_id: 5 });
  });

  it("carries title, detail, code and request id of problem+json", async () => {
    respondWith(
      '{"title":"Not found","status":404,"detail":"Nothing here.","code":"not_found","request_id":"r1"}',
      404,
    );
    const problem = await getProblem(fetchJson("/api/performance/user/5"));
    expect(problem).toMatchObject({
      status: 404,
      code: "not_found",
      title: "Not found",
      detail: "Nothing here.",
      requestId: "r1",
      message: "Nothing here.",
    });
  });

  it("reports an error without a readable body as unreadable", async () => {
    respondWith("<html>502</html>", 502);
    expect(await getProblem(fetchJson("/api"))).toMatchObject({ status: 502, code: "unreadable" });
  });

  it("reports a successful response without JSON as unreadable", async () => {
    respondWith("half of", 200);
    expect(await getProblem(fetchJson("/api"))).toMatchObject({ status: 200, code: "unreadable" });
  });

  it("reports a server that is not reached as unreachable", async () => {
    vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("network")));
    expect(await getProblem(fetchJson("/api"))).toMatchObject({
      status: null,
      code: "unreachable",
    });
  });

  it("throws an abort unchanged", async () => {
    const abort = new AbortController();
    abort.abort();
    vi.stubGlobal("fetch", vi.fn().mockRejectedValue(abort.signal.reason));
    await expect(fetchJson("/api", { signal: abort.signal })).rejects.toBe(abort.signal.reason);
  });
});
