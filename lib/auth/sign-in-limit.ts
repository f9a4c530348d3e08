import { hashSecret } from "@/lib/auth/secret-hash";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

export const SIGN_IN_ATTEMPTS = 10;
const WINDOW_MILLISECONDS = 15 * 60_000;

/** What attempts are counted for: a member, or a name that is nobody's. Only its hash is kept. */
export type AttemptKey = string;

/**
 * Counts an attempt, at once for all processes, before any password is looked at. Null: it may go on; else the whole
 * seconds until the window ends.
 */
export async function countSignInAttempt(
  database: Database,
  key: AttemptKey,
  now: Date,
): Promise<number | null> {
  const windowStart = new Date(
    Math.floor(now.getTime() / WINDOW_MILLISECONDS) * WINDOW_MILLISECONDS,
  );
  const [row] = await database.$queryRaw<{ attempts: number }[]>`
    INSERT INTO sign_in_attempts (name_hash, window_start, attempts)
    VALUES (${hashSecret(key)}, ${windowStart.toISOString()}::timestamptz, 1)
    ON CONFLICT (name_hash, window_start)
    DO UPDATE SET attempts = least(sign_in_attempts.attempts + 1, 1000000)
    RETURNING attempts`;
  if (row !== undefined && row.attempts <= SIGN_IN_ATTEMPTS) {
    return null;
  }
  return Math.ceil((windowStart.getTime() + WINDOW_MILLISECONDS - now.getTime()) / 1000);
}

/** What the attempts of a member are counted for, under whichever of their names. */
export function memberAttemptKey(member: {
  readonly organizationId: number;
  readonly userId: number;
}): AttemptKey {
  return `user:${member.organizationId}/${member.userId}`;
}

/** @throws AppError `rate_limited` after too many attempts. */
export async function requireSignInAttempt(
  database: Database,
  key: AttemptKey,
  now: Date,
): Promise<void> {
  const waitSeconds = await countSignInAttempt(database, key, now);
  if (waitSeconds !== null) {
    throw new AppError("rate_limited", tooManyAttempts(waitSeconds), {
      retryAfterSeconds: waitSeconds,
    });
  }
}

function tooManyAttempts(waitSeconds: number): string {
  const minutes = Math.ceil(waitSeconds / 60);
  const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
  return `Too many attempts for this name. Wait ${wait} and try again; where you are signed in already, you stay so.`;
}

/** After the right password. Takes the windows of yesterday with it, whoever's they are. */
export async function clearSignInAttempts(
  database: Database,
  key: AttemptKey,
  now: Date,
): Promise<void> {
  const yesterday = new Date(now.getTime() - 24 * 3_600_000);
  await database.$executeRaw`
    DELETE FROM sign_in_attempts
     WHERE name_hash = ${hashSecret(key)} OR window_start < ${yesterday.toISOString()}::timestamptz`;
}
