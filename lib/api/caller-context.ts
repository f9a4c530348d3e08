import { requireSameOrigin } from "@/lib/api/same-origin";
import { resolveCredential } from "@/lib/auth/resolve-credential";
import type { CallerContext, PublicContext } from "@/lib/context";
import { createUnauthenticatedError } from "@/lib/errors";

/** @throws AppError `unauthenticated`; `forbidden` for a write with a session cookie from another site. */
export async function requireCallerContext(
  request: Request,
  base: PublicContext,
): Promise<CallerContext> {
  const credential = await resolveCredential(request.headers, base.database, base.now);
  if (credential === null) {
    throw createUnauthenticatedError();
  }
  if (credential.actor.kind === "session" && !["GET", "HEAD"].includes(request.method)) {
    requireSameOrigin(request.headers);
  }
  return { ...base, ...credential, organizationId: credential.organization.id };
}
