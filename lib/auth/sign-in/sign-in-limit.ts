import { hashSecret } from "@/lib/auth/secret-hash";
import { normalizeSignInName } from "@/lib/auth/sign-in/sign-in-name";
import type { Database, Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

export const SIGN_IN_ATTEMPTS = 10;
const WINDOW_MILLISECONDS = 15 * 60_000;
/** Older windows are deleted. Longer than the clocks of two processes may differ. */
const RETENTION_MILLISECONDS = 3_600_000;

/** Attempts count for an entered name or for a member. The database keeps only the key's hash. */
export type AttemptKey = string;

type Member = { readonly organizationId: number; readonly userId: number };

let purgedAt = 0;

/**
 * Counts an attempt for each of the distinct keys, in one statement, so that all processes share the count. Call it
 * before verifying a password.
 * @returns for each key null if the attempt is allowed, else the whole seconds until the window ends.
 */
export async function countSignInAttempts(
  database: Database,
  keys: readonly AttemptKey[],
  now: Date,
): Promise<(number | null)[]> {
  const windowStart = new Date(
    Math.floor(now.getTime() / WINDOW_MILLISECONDS) * WINDOW_MILLISECONDS,
  );
  await purgeAttempts(database, windowStart);
  const hashes = keys.map(hashSecret);
  // Sorted, so that two concurrent calls with the same keys cannot deadlock.
  const rows = await database.$queryRaw<{ name_hash: string; attempts: number }[]>`
    INSERT INTO sign_in_attempts (name_hash, window_start, attempts)
    SELECT name_hash, ${windowStart.toISOString()}::timestamptz, 1
      FROM unnest(${hashes.toSorted()}::text[]) AS given (name_hash)
    ON CONFLICT (name_hash, window_start)
    DO UPDATE SET attempts = least(sign_in_attempts.attempts + 1, 1000000)
    RETURNING name_hash, attempts`;
  const attempts = new Map(rows.map((row) => [row.name_hash, row.attempts]));
  const waitSeconds = Math.ceil(
    (windowStart.getTime() + WINDOW_MILLISECONDS - now.getTime()) / 1000,
  );
  return hashes.map((hash) =>
    (attempts.get(hash) ?? Number.POSITIVE_INFINITY) <= SIGN_IN_ATTEMPTS ? null : waitSeconds,
  );
}

/** @returns null if the attempt is allowed, else the whole seconds until the window ends. */
export async function countSignInAttempt(
  database: Database,
  key: AttemptKey,
  now: Date,
): Promise<number | null> {
  const [waitSeconds] = await countSignInAttempts(database, [key], now);
  return waitSeconds ?? null;
}

/** The key of an entered name, whether or not a member has it. */
export function getNameAttemptKey(name: string): AttemptKey {
  return `name:${normalizeSignInName(name)}`;
}

/** The key of a member, for the attempts under all of their names. */
export function getMemberAttemptKey(member: Member): AttemptKey {
  return `user:${member.organizationId}/${member.userId}`;
}

/** The second key of a name that no member has. Counted too, so that unknown names cost the same as known names. */
export function getUnknownNameAttemptKey(name: string): AttemptKey {
  return `unknown:${normalizeSignInName(name)}`;
}

/** @throws AppError `rate_limited` after too many attempts. */
export async function requireSignInAttempt(
  database: Database,
  key: AttemptKey,
  now: Date,
): Promise<void> {
  const waitSeconds = await countSignInAttempt(database, key, now);
  if (waitSeconds !== null) {
    throw createTooManyAttemptsError(waitSeconds);
  }
}

export function createTooManyAttemptsError(waitSeconds: number): AppError {
  const minutes = Math.ceil(waitSeconds / 60);
  const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
  return new AppError(
    "rate_limited",
    `Too many attempts for this name. Wait ${wait} and try again. Existing sessions stay signed in.`,
    { retryAfterSeconds: waitSeconds },
  );
}

/** After the right password: deletes the counts of the member and of each of their names. */
export async function clearSignInAttempts(
  database: Database | Transaction,
  member: Member,
): Promise<void> {
  const [names] = await database.$queryRaw<{ email: string | null; full_name: string }[]>`
    SELECT u.email, o.slug || '/' || u.username AS full_name
      FROM users u JOIN organizations o ON o.id = u.organization_id
     WHERE u.organization_id = ${member.organizationId} AND u.id = ${member.userId}`;
  const keys = [
    getMemberAttemptKey(member),
    ...[names?.email, names?.full_name]
      .filter((name) => typeof name === "string")
      .map(getNameAttemptKey),
  ];
  await database.$executeRaw`
    DELETE FROM sign_in_attempts WHERE name_hash = ANY (${keys.map(hashSecret)}::text[])`;
}

/** Once a window in each process. Otherwise the counts of unknown names would stay forever. */
async function purgeAttempts(database: Database, windowStart: Date): Promise<void> {
  if (windowStart.getTime() > purgedAt) {
    purgedAt = windowStart.getTime();
    const oldest = new Date(purgedAt - RETENTION_MILLISECONDS);
    await database.$executeRaw`
      DELETE FROM sign_in_attempts WHERE window_start < ${oldest.toISOString()}::timestamptz`;
  }
}
