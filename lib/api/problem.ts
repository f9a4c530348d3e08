import { problemKinds, toProblemType } from "@/lib/api/problem-codes";
import { createResponseHeaders } from "@/lib/api/response-headers";
import { findSqlState } from "@/lib/db/sql-state";
import { AppError, type InvalidParam } from "@/lib/errors";
import { logError } from "@/lib/log";
import { findTraceId } from "@/lib/tracing/spans";

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
  const problem = toAppError(error);
  const { code, exactCode, detail, invalidParams, requiredScopes, retryAfterSeconds } = problem;
  const { status, title } = problemKinds[code];
  if (status >= 500) {
    logError(requestId, problem.cause ?? error);
  }
  const traceId = findTraceId();
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "private, no-store",
    ...createResponseHeaders(requestId),
  });
  if (status === 401) {
    headers.set("www-authenticate", 'Bearer realm="performance"');
  }
  if (requiredScopes !== null) {
    headers.set(
      "www-authenticate",
      `Bearer realm="performance", error="insufficient_scope", scope="${requiredScopes.join(" ")}"`,
    );
  }
  if (retryAfterSeconds !== null) {
    headers.set("retry-after", String(retryAfterSeconds));
  }
  const body = {
    type: toProblemType(exactCode),
    title,
    status,
    detail,
    code: exactCode,
    request_id: requestId,
    ...(traceId === null ? {} : { trace_id: traceId }),
    ...(requiredScopes === null ? {} : { required_scopes: requiredScopes }),
    ...(invalidParams === null ? {} : { invalid_params: invalidParams.map(serializeParam) }),
  };
  return new Response(JSON.stringify(body), { status, headers });
}

function serializeParam({ name, code = "invalid_value", reason }: InvalidParam): InvalidParam {
  return { name, code, reason };
}

/** The response to a method that a URL does not have. `allow` lists those that it has, as `GET, HEAD, OPTIONS`. */
export function createMethodNotAllowedResponse(allow: string, requestId: string): Response {
  const detail = `This URL does not have this method. It has ${allow}.`;
  const response = createProblemResponse(new AppError("method_not_allowed", detail), requestId);
  response.headers.set("allow", allow);
  return response;
}
