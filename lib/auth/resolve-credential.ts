import {
  type Credential,
  findSessionCredential,
  findTokenCredential,
} from "@/lib/auth/find-credential";
import { findCookie, sessionCookieName } from "@/lib/auth/sessions/session-cookie";
import { isSessionSecret } from "@/lib/auth/sessions/session-secret";
import { isWellFormedToken } from "@/lib/auth/tokens/token-format";
import type { Database } from "@/lib/db/client";
import { getEnvironment } from "@/lib/environment/environment";

/**
 * Reads the bearer token of this service, or else the browser's session. With an `Authorization` header, the session is
 * ignored. Sends one query, and none for a malformed credential.
 */
export async function resolveCredential(
  headers: Headers,
  database: Database,
  now: Date,
): Promise<Credential | null> {
  const authorization = headers.get("authorization");
  if (authorization !== null) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    return token !== undefined && isWellFormedToken(token)
      ? await findTokenCredential(database, token, now)
      : null;
  }
  const secret = findCookie(headers.get("cookie"), sessionCookieName(getEnvironment()));
  return secret !== null && isSessionSecret(secret)
    ? await findSessionCredential(database, secret, now)
    : null;
}
