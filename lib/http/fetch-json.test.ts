import { afterEach, describe, expect, it, vi } from "vitest";
import { fetchJson, RequestProblem } from "./fetch-json";

function answerWith(body: string, status = 200) {
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue(new Response(body, { status })));
}

async function problemOf(request: Promise<unknown>): Promise<RequestProblem> {
  const error = await request.catch((reason: unknown) => reason);
  if (error instanceof RequestProblem) {
    return error;
  }
  throw new Error("expected a RequestProblem", { cause: error });
}

afterEach(() => vi.unstubAllGlobals());

describe("fetchJson", () => {
  it("returns the answer", async () => {
    answerWith('{"user_id":5}');
    expect(await fetchJson("/api/performance/user/5")).toEqual({ user_id: 5 });
  });

  it("carries title, detail, code and request id of problem+json", async () => {
    answerWith(
      '{"title":"Not found","status":404,"detail":"Nothing here.","code":"not_found","request_id":"r1"}',
      404,
    );
    const problem = await problemOf(fetchJson("/api/performance/user/5"));
    expect(problem).toMatchObject({
      status: 404,
      code: "not_found",
      title: "Not found",
      detail: "Nothing here.",
      requestId: "r1",
      message: "Nothing here.",
    });
  });

  it("says so when an error has no readable body", async () => {
    answerWith("<html>502</html>", 502);
    expect(await problemOf(fetchJson("/api"))).toMatchObject({ status: 502, code: "unreadable" });
  });

  it("says so when a good answer is no JSON", async () => {
    answerWith("half of", 200);
    expect(await problemOf(fetchJson("/api"))).toMatchObject({ status: 200, code: "unreadable" });
  });

  it("tells an unreachable server from an error", async () => {
    vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("network")));
    expect(await problemOf(fetchJson("/api"))).toMatchObject({
      status: null,
      code: "unreachable",
    });
  });

  it("passes an abort on as it is", async () => {
    const abort = new AbortController();
    abort.abort();
    vi.stubGlobal("fetch", vi.fn().mockRejectedValue(abort.signal.reason));
    await expect(fetchJson("/api", { signal: abort.signal })).rejects.toBe(abort.signal.reason);
  });
});
