import { requireCallerContext } from "@/lib/api/caller-context";
import type { CountedCredential } from "@/lib/api/rate-limit";
import { findShareLink } from "@/lib/auth/share-links/find-share-link";
import type { CallerContext, LinkContext, PublicContext } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { type Access, isPersonal } from "@/lib/performance/access/permissions";

export type RequestContext = PublicContext | CallerContext | LinkContext;

/**
 * The context of a request by the access of its route: public, of a signed-in user, or of a share link.
 * @throws AppError as `requireCallerContext`; `not_found` for a share link that opens nothing, whatever the reason.
 */
export async function createRequestContext(
  request: Request,
  base: PublicContext,
  access: Access,
): Promise<RequestContext> {
  if (access === "public") {
    return base;
  }
  if (isPersonal(access)) {
    return await requireCallerContext(request, base);
  }
  const context = await findShareLink(base, findLinkSecret(request), access.shared);
  if (context === null) {
    throw createNotFoundError();
  }
  return context;
}

/** In the URL, or in the header. */
function findLinkSecret(request: Request): string {
  const secret = new URL(request.url).searchParams.get("link");
  return secret ?? request.headers.get("authorization")?.replace(/^Bearer +/i, "") ?? "";
}

/** The credential that a request counts for; null: it does not count. */
export function getCredential(context: RequestContext): CountedCredential | null {
  if ("actor" in context) {
    return context.actor;
  }
  return "link" in context ? context.link : null;
}
