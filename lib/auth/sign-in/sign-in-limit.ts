import { hashSecret } from "@/lib/auth/secret-hash";
import { normalizeSignInName } from "@/lib/auth/sign-in/sign-in-name";
import type { Database, Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

export const SIGN_IN_ATTEMPTS = 10;
const WINDOW_MILLISECONDS = 15 * 60_000;
/** Windows that ended longer ago than this are of no use; the clocks of two processes may differ by less. */
const KEPT_MILLISECONDS = 3_600_000;

/** What attempts are counted for: a name as typed, or a member. Only its hash is kept. */
export type AttemptKey = string;

type Member = { readonly organizationId: number; readonly userId: number };

let purgedAt = 0;

/**
 * Counts an attempt for each of the keys, which differ, in one statement: at once for all processes, before any password is looked at.
 * @returns for each key null where it may go on, else the whole seconds until the window ends.
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
  // In one order for everybody, so that two who count the same keys never wait for each other.
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

/** The same for one key. */
export async function countSignInAttempt(
  database: Database,
  key: AttemptKey,
  now: Date,
): Promise<number | null> {
  const [waitSeconds] = await countSignInAttempts(database, [key], now);
  return waitSeconds ?? null;
}

/** What the attempts with a name are counted for, whether or not anybody has it. */
export function nameAttemptKey(name: string): AttemptKey {
  return `name:${normalizeSignInName(name)}`;
}

/** What the attempts of a member are counted for, under whichever of their names. */
export function memberAttemptKey(member: Member): AttemptKey {
  return `user:${member.organizationId}/${member.userId}`;
}

/** Where nobody has the name: counted too, so that it costs the same as where somebody has. */
export function unknownNameAttemptKey(name: string): AttemptKey {
  return `nobody:${normalizeSignInName(name)}`;
}

/** @throws AppError `rate_limited` after too many attempts. */
export async function requireSignInAttempt(
  database: Database,
  key: AttemptKey,
  now: Date,
): Promise<void> {
  const waitSeconds = await countSignInAttempt(database, key, now);
  if (waitSeconds !== null) {
    throw tooManyAttempts(waitSeconds);
  }
}

export function tooManyAttempts(waitSeconds: number): AppError {
  const minutes = Math.ceil(waitSeconds / 60);
  const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
  return new AppError(
    "rate_limited",
    `Too many attempts for this name. Wait ${wait} and try again; where you are signed in already, you stay so.`,
    { retryAfterSeconds: waitSeconds },
  );
}

/** After the right password: of the member, and of each name that is theirs. */
export async function clearSignInAttempts(
  database: Database | Transaction,
  member: Member,
): Promise<void> {
  const [names] = await database.$queryRaw<{ email: string | null; full_name: string }[]>`
    SELECT u.email, o.slug || '/' || u.username AS full_name
      FROM users u JOIN organizations o ON o.id = u.organization_id
     WHERE u.organization_id = ${member.organizationId} AND u.id = ${member.userId}`;
  const keys = [
    memberAttemptKey(member),
    ...[names?.email, names?.full_name]
      .filter((name) => typeof name === "string")
      .map(nameAttemptKey),
  ];
  await database.$executeRaw`
    DELETE FROM sign_in_attempts WHERE name_hash = ANY (${keys.map(hashSecret)}::text[])`;
}

/** Once a window in each process: names that nobody has would be kept for ever otherwise. */
async function purgeAttempts(database: Database, windowStart: Date): Promise<void> {
  if (windowStart.getTime() > purgedAt) {
    purgedAt = windowStart.getTime();
    const oldest = new Date(purgedAt - KEPT_MILLISECONDS);
    await database.$executeRaw`
      DELETE FROM sign_in_attempts WHERE window_start < ${oldest.toISOString()}::timestamptz`;
  }
}
