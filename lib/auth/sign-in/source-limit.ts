import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "@/lib/errors";

/** Wrong passwords from one network: enough for a large office, too few to try a password with every name. */
export const ATTEMPTS_FROM_SOURCE = 200;
const WINDOW_SECONDS = 15 * 60;

/** In this process only: an attempt from a network that is over its limit must not cost a query. */
const limiter = new RateLimiterMemory({ points: ATTEMPTS_FROM_SOURCE, duration: WINDOW_SECONDS });

/** Counts an attempt for its network. @throws AppError `rate_limited` after too many within 15 minutes. */
export async function countSourceAttempt(source: string | null): Promise<void> {
  if (source === null) return;
  try {
    await limiter.consume(source);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new AppError(
      "rate_limited",
      "Too many attempts from your network. Wait a few minutes and try again. Existing sessions stay signed in.",
      { retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) },
    );
  }
}

/** After the right password: the attempt does not count. */
export async function returnSourceAttempt(source: string | null): Promise<void> {
  if (source !== null) await limiter.reward(source);
}
