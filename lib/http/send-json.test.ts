import { afterEach, describe, expect, it, vi } from "vitest";
import { RequestProblem } from "./fetch-json";
import { sendJson } from "./send-json";

afterEach(() => vi.unstubAllGlobals());

function respondWith(body: string, status: number) {
  const fetch = vi.fn().mockResolvedValue(new Response(body, { status }));
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

describe("sendJson", () => {
  it("sends the body as JSON with the session, and returns the JSON of the response", async () => {
    const fetch = respondWith('{"id":7}', 201);
    expect(await sendJson("POST", "/api/tokens", { name: "ci" })).toEqual({ id: 7 });
    expect(fetch).toHaveBeenCalledWith(
      "/api/tokens",
      expect.objectContaining({
        method: "POST",
        credentials: "same-origin",
        body: '{"name":"ci"}',
      }),
    );
  });

  it("sends no body where there is none", async () => {
    const fetch = respondWith('{"id":7}', 200);
    await sendJson("DELETE", "/api/tokens/7");
    expect(fetch.mock.calls[0]?.[1]).not.toHaveProperty("body");
  });

  it("names the fields that the server rejected", async () => {
    respondWith(
      '{"code":"invalid_request","detail":"No.","invalid_params":[{"name":"days","reason":"must be less"},7]}',
      400,
    );
    const problem = await sendJson("POST", "/api/tokens", {}).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(RequestProblem);
    expect(problem).toMatchObject({
      status: 400,
      rejectedFields: [{ name: "days", reason: "must be less" }],
    });
  });
});
