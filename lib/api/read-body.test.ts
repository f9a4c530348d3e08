import { describe, expect, it } from "vitest";
import { createProblemResponse } from "@/lib/api/problem";
import { readJsonBody, readLimited } from "@/lib/api/read-body";

/** A request whose client resets its connection in the middle of the body. */
function createResetRequest(): Request {
  const reset = Object.assign(new Error("aborted"), { code: "ECONNRESET" });
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('{"a":')),
    pull: (controller) => controller.error(reset),
  });
  const headers = { "content-type": "application/json" };
  const init = { method: "POST", body, headers, duplex: "half" };
  return new Request("http://localhost/api/test", init);
}

describe("a body that its client does not finish", () => {
  it.each([
    ["JSON", () => readJsonBody(createResetRequest())],
    ["a form", () => readLimited(createResetRequest(), 100)],
  ])("is an invalid request, not a database that is away: %s", async (_, read) => {
    const error: unknown = await read().catch((thrown: unknown) => thrown);
    expect(createProblemResponse(error, "reset-0001").status).toBe(400);
  });
});
