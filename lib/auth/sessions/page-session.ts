import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { getRequestId } from "@/lib/api/request-id";
import { findSessionCredential } from "@/lib/auth/find-credential";
import { sessionCookieName } from "@/lib/auth/sessions/session-cookie";
import { isSessionSecret } from "@/lib/auth/sessions/session-secret";
import { getSignInUrl, pagePathHeader } from "@/lib/auth/sign-in/safe-callback";
import type { ContextOf, SessionActor } from "@/lib/context";
import { getDatabase } from "@/lib/db/client";
import { getEnvironment } from "@/lib/environment/environment";

export type SessionContext = ContextOf<SessionActor>;

/** The signed-in member's context, or null. Cached, so that rendering one page sends one query. */
export const findSessionContext = cache(async (): Promise<SessionContext | null> => {
  const [requestHeaders, requestCookies] = await Promise.all([headers(), cookies()]);
  const secret = requestCookies.get(sessionCookieName(getEnvironment()))?.value;
  if (secret === undefined || !isSessionSecret(secret)) {
    return null;
  }
  const base = {
    database: getDatabase(),
    now: new Date(),
    requestId: getRequestId(requestHeaders),
  };
  const credential = await findSessionCredential(base.database, secret, base.now);
  return credential === null
    ? null
    : { ...base, ...credential, organizationId: credential.organization.id };
});

/** Redirects to the sign-in page if no member is signed in. After signing in, the member returns to this page. */
export async function requireSessionContext(): Promise<SessionContext> {
  const context = await findSessionContext();
  if (context === null) {
    redirect(getSignInUrl((await headers()).get(pagePathHeader)));
  }
  return context;
}
