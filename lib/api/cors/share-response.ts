import { isListedOrigin } from "@/lib/api/cors/listed-origins";
import type { RequestContext } from "@/lib/api/request-context";
import { getDatabase } from "@/lib/db/client";
import { type Access, isPersonal } from "@/lib/performance/access/permissions";
import { isOrigin } from "@/lib/performance/domain/text/cors-origins";

const PREFLIGHT_SECONDS = 600;

const requestHeaders = [
  ...["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match"],
  "X-Request-Id",
].join(", ");

const responseHeaders = [
  ...["Allow", "API-Version", "Content-Disposition", "Resume-Cursor"],
  ...["Deprecation", "ETag", "Idempotent-Replayed", "Location", "RateLimit", "RateLimit-Policy"],
  ...["Retry-After", "Sunset", "WWW-Authenticate", "X-Request-Id"],
].join(", ");

/**
 * Lets a page of another site read the response to its token, where the organization of the token lists its origin.
 * Without a known organization, as with an expired token, the response says nothing about one: any listed origin reads
 * it. A request without `Authorization` is none of a program, whatever cookie it has.
 * @param context null where the request has no valid credential.
 */
export async function shareResponse(
  { headers }: Request,
  response: Response,
  access: Access,
  context: RequestContext | null,
): Promise<void> {
  if (!isPersonal(access)) return;
  response.headers.append("vary", "Origin");
  const origin = headers.get("origin");
  if (origin === null || !headers.has("authorization")) return;
  if (!(await mayRead(origin, context))) return;
  response.headers.set("access-control-allow-origin", origin);
  response.headers.set("access-control-expose-headers", responseHeaders);
}

async function mayRead(origin: string, context: RequestContext | null): Promise<boolean> {
  if (context === null) return await isListed(origin);
  if (!("actor" in context) || context.actor.kind === "session") return false;
  return context.organization.corsOrigins.includes(origin);
}

/**
 * The headers of a response to `OPTIONS`. A browser sends no token with it, so that any organization may list the
 * origin: whether the page reads the response is decided with the token.
 */
export async function createPreflightHeaders(
  { headers }: Request,
  allow: string,
): Promise<Readonly<Record<string, string>>> {
  const vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
  const origin = headers.get("origin");
  const isPreflight = origin !== null && headers.has("access-control-request-method");
  if (!isPreflight || !(await isListed(origin))) return { vary };
  return {
    vary,
    "access-control-allow-origin": origin,
    "access-control-allow-methods": allow,
    "access-control-allow-headers": requestHeaders,
    "access-control-max-age": String(PREFLIGHT_SECONDS),
  };
}

/** False where the database does not respond: the request itself then reports that. */
async function isListed(origin: string): Promise<boolean> {
  if (!isOrigin(origin)) return false;
  try {
    return await isListedOrigin(getDatabase(), origin);
  } catch {
    return false;
  }
}
