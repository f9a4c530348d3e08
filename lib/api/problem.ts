import { findSqlState } from "@/lib/db/sql-state";
import { AppError, type ErrorCode } from "@/lib/errors";
import { logError } from "@/lib/log";

export const problemKinds: Record<ErrorCode, { readonly status: number; readonly title: string }> =
  {
    invalid_request: { status: 400, title: "Invalid request" },
    unauthenticated: { status: 401, title: "Not signed in" },
    forbidden: { status: 403, title: "Not allowed" },
    not_found: { status: 404, title: "Not found" },
    method_not_allowed: { status: 405, title: "Method not allowed" },
    conflict: { status: 409, title: "Conflict" },
    payload_too_large: { status: 413, title: "Too large" },
    unsupported_media_type: { status: 415, title: "Unsupported media type" },
    rate_limited: { status: 429, title: "Too many requests" },
    internal: { status: 500, title: "Internal error" },
    overloaded: { status: 503, title: "Too busy" },
    unavailable: { status: 503, title: "Not available" },
  };

/** The error as a caller may see it: of a database error only its kind, of any other unexpected error nothing. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) {
    return error;
  }
  const state = findSqlState(error);
  if (state?.startsWith("22")) {
    return new AppError(
      "invalid_request",
      "A value in this request cannot be stored. Nothing was changed.",
    );
  }
  if (state === "23505") {
    return new AppError("conflict", "Something with this key exists already. Nothing was changed.");
  }
  if (state === "23503") {
    return new AppError(
      "conflict",
      "Something that this belongs to no longer exists, or is still in use. Nothing was changed.",
    );
  }
  if (state !== null && /^(08|40|53|57|55P03|25P03)/.test(state)) {
    return new AppError(
      "unavailable",
      "The service cannot do this right now. Try again in a few seconds.",
      { retryAfterSeconds: 5, cause: error },
    );
  }
  return new AppError(
    "internal",
    "Something went wrong on our side. Try again. If it fails again, tell your administrator the request id.",
    { cause: error },
  );
}

/** The error response of RFC 9457. A 5xx is logged with the request id of the response. */
export function createProblemResponse(error: unknown, requestId: string): Response {
  const { code, detail, invalidParams, retryAfterSeconds, cause } = toAppError(error);
  const { status, title } = problemKinds[code];
  if (status >= 500) {
    logError(requestId, cause ?? error);
  }
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "private, no-store",
    "x-request-id": requestId,
  });
  if (status === 401) {
    headers.set("www-authenticate", 'Bearer realm="performance"');
  }
  if (retryAfterSeconds !== null) {
    headers.set("retry-after", String(retryAfterSeconds));
  }
  const body = {
    type: `urn:performance:problem:${code}`,
    title,
    status,
    detail,
    code,
    request_id: requestId,
    ...(invalidParams === null ? {} : { invalid_params: invalidParams }),
  };
  return new Response(JSON.stringify(body), { status, headers });
}

/** The response to a method that a URL does not have. `allow` lists those that it has, as `GET, HEAD, OPTIONS`. */
export function createMethodNotAllowedResponse(allow: string, requestId: string): Response {
  const detail = `This URL does not have this method. It has ${allow}.`;
  const response = createProblemResponse(new AppError("method_not_allowed", detail), requestId);
  response.headers.set("allow", allow);
  return response;
}
