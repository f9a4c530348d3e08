import { getDatabase } from "@/lib/db/client";
import { getEnvironment } from "@/lib/environment/environment";
import { AppError } from "@/lib/errors";
import { findSharing } from "@/lib/rate-limits/share-counts";
import { type Count, SharedLimiter } from "@/lib/rate-limits/shared-limiter";

const WINDOW_SECONDS = 60;

/** A token, a session or a share link. */
export type CountedCredential = {
  readonly kind: string;
  readonly organizationId: number;
  readonly credentialId: number;
};

/** How many requests a token, a session or a share link has left in its current minute. */
export type RateLimitState = {
  readonly limit: number;
  readonly remaining: number;
  /** Until the minute ends that began with its first request. */
  readonly resetSeconds: number;
  readonly isExceeded: boolean;
};

declare global {
  var performanceTrackingRequests: SharedLimiter | undefined;
}

/** Counts a request for its credential, together with the other processes of this database. */
export async function countRequest(credential: CountedCredential): Promise<RateLimitState> {
  const limit = getEnvironment().requestsPerMinute;
  // On the global object: routes may be loaded separately, and share one limit.
  globalThis.performanceTrackingRequests ??= new SharedLimiter({
    name: "requests",
    points: limit,
    seconds: WINDOW_SECONDS,
  });
  const key = `${credential.kind}:${credential.organizationId}:${credential.credentialId}`;
  const sharing = findSharing(getDatabase());
  return toRateLimitState(limit, await globalThis.performanceTrackingRequests.add(key, 1, sharing));
}

/** @throws AppError `rate_limited`. */
export function requireWithinRate({ isExceeded, limit, resetSeconds }: RateLimitState): void {
  if (isExceeded) {
    throw new AppError(
      "rate_limited",
      `This token, session or link sent more than ${limit} requests in a minute. Wait ${resetSeconds} seconds, then send this request again. Nothing was changed.`,
      { retryAfterSeconds: resetSeconds },
    );
  }
}

/** Sets the header fields of the IETF draft on rate limits (draft-ietf-httpapi-ratelimit-headers-10). */
export function setRateHeaders(headers: Headers, rate: RateLimitState): void {
  headers.set("ratelimit-policy", `"default";q=${rate.limit};w=${WINDOW_SECONDS}`);
  headers.set("ratelimit", `"default";r=${rate.remaining};t=${rate.resetSeconds}`);
}

function toRateLimitState(limit: number, { points, milliseconds }: Count): RateLimitState {
  return {
    limit,
    remaining: Math.max(limit - points, 0),
    resetSeconds: Math.max(1, Math.ceil(milliseconds / 1000)),
    isExceeded: points > limit,
  };
}
