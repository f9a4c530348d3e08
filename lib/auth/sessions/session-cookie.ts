import type { Environment } from "@/lib/env";

/** How long a browser stays signed in, however busy it is. */
export const SESSION_HOURS = 8;

/** `__Host-` binds a cookie to this host and to HTTPS; browsers refuse it over plain HTTP. */
export function sessionCookieName(environment: Environment): string {
  return environment.isHttps ? "__Host-pts-session" : "pts-session";
}

/** The value of a cookie in a `Cookie` header; the first, where a name is there twice. */
export function findCookie(header: string | null, name: string): string | null {
  for (const pair of header?.split(";") ?? []) {
    const separator = pair.indexOf("=");
    if (separator > 0 && pair.slice(0, separator).trim() === name) {
      return pair.slice(separator + 1).trim();
    }
  }
  return null;
}
