import { requirePersonContext } from "@/lib/api/person-context";
import type { CountedCredential } from "@/lib/api/rate-limit";
import { findShareLink } from "@/lib/auth/share-links/find-share-link";
import type { LinkContext, PersonContext, PublicContext } from "@/lib/context";
import { notFoundError } from "@/lib/errors";
import { type Access, isPersonal } from "@/lib/performance/access/permissions";

export type RequestContext = PublicContext | PersonContext | LinkContext;

/**
 * Who is asking, as the route's access has it: nobody in particular, somebody known, or whoever has a share link.
 * @throws AppError as `requirePersonContext` says; `not_found` for a share link that opens nothing, whatever the reason.
 */
export async function requestContext(
  request: Request,
  base: PublicContext,
  access: Access,
): Promise<RequestContext> {
  if (access === "public") {
    return base;
  }
  if (isPersonal(access)) {
    return await requirePersonContext(request, base);
  }
  const context = await findShareLink(base, linkSecretOf(request), access.shared);
  if (context === null) {
    throw notFoundError();
  }
  return context;
}

/** In the address, or where none is to stand there, in the header. */
function linkSecretOf(request: Request): string {
  const secret = new URL(request.url).searchParams.get("link");
  return secret ?? request.headers.get("authorization")?.replace(/^Bearer +/i, "") ?? "";
}

/** What a request is counted for; null: for nothing. */
export function getCredential(context: RequestContext): CountedCredential | null {
  if ("actor" in context) {
    return context.actor;
  }
  return "link" in context ? context.link : null;
}
