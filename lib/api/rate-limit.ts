import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { getEnvironment } from "@/lib/environment/environment";
import { AppError } from "@/lib/errors";

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
  var performanceTrackingRequests: RateLimiterMemory | undefined;
}

/** Counts a request for its credential, in this process only. */
export async function countRequest(credential: CountedCredential): Promise<RateLimitState> {
  const limit = getEnvironment().requestsPerMinute;
  // On the global object: routes may be loaded separately, and share one limit.
  globalThis.performanceTrackingRequests ??= new RateLimiterMemory({
    points: limit,
    duration: WINDOW_SECONDS,
  });
  const key = `${credential.kind}:${credential.organizationId}:${credential.credentialId}`;
  return toRateLimitState(limit, await consume(globalThis.performanceTrackingRequests, key));
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

/** The limiter throws its count where the limit is exceeded. */
async function consume(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key);
  } catch (error) {
    if (error instanceof RateLimiterRes) return error;
    throw error;
  }
}

function toRateLimitState(limit: number, counted: RateLimiterRes): RateLimitState {
  return {
    limit,
    remaining: Math.max(counted.remainingPoints, 0),
    resetSeconds: Math.max(1, Math.ceil(counted.msBeforeNext / 1000)),
    isExceeded: counted.consumedPoints > limit,
  };
}
