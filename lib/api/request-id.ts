import { randomUUID } from "node:crypto";

/** The caller's `X-Request-Id` where it is harmless, so that a trace continues through a proxy; else a new one. */
export function getRequestId(headers: Headers): string {
  const given = headers.get("x-request-id");
  return given !== null && /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : randomUUID();
}
