import "server-only";
import { headers } from "next/headers";
import { countRequest, requireWithinRate } from "@/lib/api/rate-limit";
import { getRequestId } from "@/lib/api/request-id";
import { findShareLink } from "@/lib/auth/share-links/find-share-link";
import type { LinkContext, SharedKind } from "@/lib/context";
import { getDatabase } from "@/lib/db/client";
import { createNotFoundError } from "@/lib/errors";

/**
 * Finds the target of the share link in a page's URL. Counts as an API request for the rate limit.
 * @throws AppError `not_found`, `rate_limited`.
 */
export async function requirePageLink(secret: string, shares: SharedKind): Promise<LinkContext> {
  const requestId = getRequestId(await headers());
  const base = { database: getDatabase(), now: new Date(), requestId };
  const context = await findShareLink(base, secret, shares);
  if (context === null) {
    throw createNotFoundError();
  }
  requireWithinRate(await countRequest(context.link));
  return context;
}
