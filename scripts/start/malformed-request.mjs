import { randomUUID } from "node:crypto";
import { apiHeaders, frameHeaders, httpsHeaders, sharedHeaders } from "../../next.config.mjs";

/** As in lib/api/response-headers.ts. */
const apiVersion = "2026-12-01";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
export const allow = methods.join(", ");

/** The same problems as those of lib/api/problem.ts, which runs inside Next.js only. */
const problems = {
  method: {
    type: "/docs/errors#method_not_allowed",
    title: "Method not allowed",
    status: 405,
    detail: `This URL does not have this method. It has ${allow}.`,
    code: "method_not_allowed",
  },
  url: {
    type: "/docs/errors#invalid_request",
    title: "Invalid request",
    status: 400,
    detail: "This URL is not valid: check its percent signs.",
    code: "invalid_request",
  },
  target: {
    type: "/docs/errors#invalid_request",
    title: "Invalid request",
    status: 400,
    detail: "A request names one host, and a path that begins with a slash.",
    code: "invalid_request",
  },
};

/** The part of a request that Next.js would reject with a bare 400 or 500: its method or its URL; null for neither. */
export function findMalformedPart({ method, url }) {
  if (!methods.includes(method)) {
    return "method";
  }
  try {
    decodeURIComponent(url.split("?", 1)[0]);
    return null;
  } catch {
    return "url";
  }
}

/** Responds to a malformed request with an RFC 9457 problem. Returns whether it has responded. */
export function rejectMalformedRequest(request, response) {
  const part = findMalformedPart(request);
  if (part !== null) {
    respondWithProblem(request, response, part);
  }
  return part !== null;
}

/** Responds with the problem of a part: `method`, `url`, or `target` for a URL in no known form. */
export function respondWithProblem(request, response, part) {
  const requestId = readRequestId(request.headers["x-request-id"]);
  const isHttps = request.headers["x-forwarded-proto"] === "https";
  const headers = [sharedHeaders, frameHeaders, apiHeaders, isHttps ? httpsHeaders : []].flat();
  for (const { key, value } of headers) {
    response.setHeader(key, value);
  }
  if (part === "method") {
    response.setHeader("Allow", allow);
  }
  response.setHeader("Content-Type", "application/problem+json");
  response.setHeader("Cache-Control", "private, no-store");
  response.setHeader("API-Version", apiVersion);
  response.setHeader("X-Request-Id", requestId);
  response.statusCode = problems[part].status;
  response.end(JSON.stringify({ ...problems[part], request_id: requestId }));
}

/** The caller's id by the same rule as lib/api/request-id.ts, else a new one. */
function readRequestId(given) {
  return /^[A-Za-z0-9._-]{8,64}$/.test(given ?? "") ? given : randomUUID();
}
