import { parseCookie } from "cookie";
import type { Environment } from "@/lib/environment/environment";

/** How long a browser stays signed in, however busy it is. */
export const SESSION_HOURS = 8;

/** `__Host-` binds a cookie to this host and to HTTPS; browsers reject it over plain HTTP. */
export function sessionCookieName(environment: Environment): string {
  return environment.isHttps ? "__Host-pts-session" : "pts-session";
}

/** The raw value of a cookie in a `Cookie` header; the first value of a repeated name; null where it is missing. */
export function findCookie(header: string | null, name: string): string | null {
  return parseCookie(header ?? "", { decode: (value) => value })[name] ?? null;
}
