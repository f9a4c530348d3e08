import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { findSharing } from "@/lib/rate-limits/share-counts";
import { SharedLimiter } from "@/lib/rate-limits/shared-limiter";

/** Wrong passwords from one network: enough for a large office, too few to try a password with every name. */
export const ATTEMPTS_FROM_SOURCE = 200;
const WINDOW_SECONDS = 15 * 60;

/** An attempt from a network that is over its limit must not cost a query. */
const limiter = new SharedLimiter({
  name: "sign-in",
  points: ATTEMPTS_FROM_SOURCE,
  seconds: WINDOW_SECONDS,
});

/** Counts an attempt for its network. @throws AppError `rate_limited` after too many within 15 minutes. */
export async function countSourceAttempt(database: Database, source: string | null): Promise<void> {
  if (source === null) return;
  const { points, milliseconds } = await limiter.add(source, 1, findSharing(database));
  if (points <= ATTEMPTS_FROM_SOURCE) return;
  throw new AppError(
    "rate_limited",
    "Too many attempts from your network. Wait a few minutes and try again. Existing sessions stay signed in.",
    { retryAfterSeconds: Math.max(1, Math.ceil(milliseconds / 1000)) },
  );
}

/** After the right password: the attempt does not count. */
export async function returnSourceAttempt(
  database: Database,
  source: string | null,
): Promise<void> {
  if (source !== null) await limiter.add(source, -1, findSharing(database));
}
