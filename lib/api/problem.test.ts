import { describe, expect, it } from "vitest";
import { createProblemResponse } from "@/lib/api/problem";
import {
  AppError,
  createForbiddenError,
  type ErrorCode,
  errorCodes,
  exactCodes,
  type ForbiddenCode,
} from "@/lib/errors";

const statuses: Record<Exclude<ErrorCode, "forbidden">, number> = {
  invalid_request: 400,
  unauthenticated: 401,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  precondition_failed: 412,
  payload_too_large: 413,
  unsupported_media_type: 415,
  idempotency_key_reused: 422,
  rate_limited: 429,
  internal: 500,
  overloaded: 503,
  unavailable: 503,
};

const exactCodesOfForbidden = Object.keys(exactCodes).filter((code): code is ForbiddenCode =>
  Object.entries(exactCodes).some(([exact, kind]) => exact === code && kind === "forbidden"),
);

function databaseError(originalCode: string): Error {
  return Object.assign(new Error("SELECT secret FROM users"), {
    code: "P2010",
    meta: { driverAdapterError: { cause: { originalCode, originalMessage: "secret" } } },
  });
}

describe("a problem", () => {
  it.each(Object.entries(statuses))(
    "of kind %s has its status and the fields of RFC 9457",
    async (kind, status) => {
      const code = errorCodes.find((known) => known === kind) ?? "internal";
      const response = createProblemResponse(new AppError(code, "What happened."), "request-1");
      expect(response.status).toBe(status);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(response.headers.get("cache-control")).toBe("private, no-store");
      expect(await response.json()).toEqual({
        type: `/docs/errors#${code}`,
        title: expect.any(String),
        status,
        detail: "What happened.",
        code,
        request_id: "request-1",
      });
    },
  );

  it.each(exactCodesOfForbidden)("says %s in the place of forbidden, with 403", async (code) => {
    const response = createProblemResponse(createForbiddenError(code), "request-1");
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      code,
      type: `/docs/errors#${code}`,
      status: 403,
    });
  });

  it("names the scopes that a token needs, in the body and in the header", async () => {
    const requiredScopes = ["assignments:write", "organization:write"];
    const response = createProblemResponse(
      createForbiddenError("insufficient_scope", { requiredScopes }),
      "request-1",
    );
    expect(await response.json()).toMatchObject({ required_scopes: requiredScopes });
    expect(response.headers.get("www-authenticate")).toBe(
      'Bearer realm="performance", error="insufficient_scope", scope="assignments:write organization:write"',
    );
  });

  it("names the rejected parameters, and when to send the request again", async () => {
    const invalidParams = [
      { name: "days", code: "out_of_range", reason: "must be a whole number from 1 to 36500" },
      { name: "file", reason: "must be a file" },
    ] as const;
    const response = createProblemResponse(
      new AppError("invalid_request", "No.", { invalidParams, retryAfterSeconds: 7 }),
      "request-1",
    );
    const [days, file] = invalidParams;
    expect(await response.json()).toMatchObject({
      invalid_params: [days, { ...file, code: "invalid_value" }],
    });
    expect(response.headers.get("retry-after")).toBe("7");
  });

  it.each([
    ["22003", 400],
    ["22021", 400],
    ["23503", 409],
    ["23505", 409],
    ["25P03", 503],
    ["40001", 503],
    ["40P01", 503],
    ["08006", 503],
    ["53300", 503],
    ["55P03", 503],
    ["57014", 503],
    ["57P01", 503],
    ["42P01", 500],
    ["23514", 500],
  ])("of the database's error %s is %i and reveals no internals", async (state, status) => {
    const response = createProblemResponse(databaseError(state), "request-1");
    expect(response.status).toBe(status);
    expect(response.headers.has("retry-after")).toBe(status === 503);
    expect(await response.text()).not.toMatch(/secret|SELECT|P2010/);
  });

  it.each([new TypeError("x is undefined at /srv/app"), "a text", null, { code: "P2010" }])(
    "of an unexpected error is 500 and reveals no internals",
    async (thrown) => {
      const response = createProblemResponse(thrown, "request-1");
      expect(response.status).toBe(500);
      expect(await response.text()).not.toMatch(/undefined|srv|a text|P2010/);
    },
  );
});
