import { sql } from "kysely";
import { hashSecret } from "@/lib/auth/secret-hash";
import { normalizeSignInName } from "@/lib/auth/sign-in/sign-in-name";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import { anyOf, parameter } from "@/lib/db/sql-values";
import { AppError } from "@/lib/errors";
import type { MemberId } from "@/lib/performance/domain/units/ids";

/** For one name from one network, and for one device. */
export const SIGN_IN_ATTEMPTS = 10;
/** For one name from all networks together, where no known device sends them. */
export const ATTEMPTS_OF_ALL = 100;
const WINDOW_MILLISECONDS = 15 * 60_000;
/** Older windows are deleted. Longer than the clocks of two processes may differ. */
const RETENTION_MILLISECONDS = 3_600_000;

/** Attempts count for an entered name, a member, a device. The database keeps only the key's hash. */
export type AttemptKey = string;

export type CountedAttempt = { readonly key: AttemptKey; readonly limit: number };

type Member = { readonly organizationId: number; readonly userId: MemberId };

let purgedAt = 0;

/**
 * Counts an attempt for each of the distinct keys, in one statement, so that all processes share the count. Call it
 * before verifying a password.
 * @returns for each key null if the attempt is allowed, else the whole seconds until the window ends.
 */
export async function countSignInAttempts(
  database: Database,
  attempts: readonly CountedAttempt[],
  now: Date,
): Promise<(number | null)[]> {
  const windowStart = new Date(
    Math.floor(now.getTime() / WINDOW_MILLISECONDS) * WINDOW_MILLISECONDS,
  );
  await purgeAttempts(database, windowStart);
  const hashes = attempts.map(({ key }) => hashSecret(key));
  // Sorted, so that two concurrent calls with the same keys cannot deadlock.
  const rows = await selectRows(
    database,
    kysely
      .insertInto("sign_in_attempts")
      .columns(["name_hash", "window_start", "attempts"])
      .expression(
        kysely
          .selectFrom(unnestRows("given", { name_hash: ["text", hashes.toSorted()] }))
          .select((eb) => [
            "given.name_hash",
            parameter(windowStart, "timestamptz").as("window_start"),
            eb.lit(1).as("attempts"),
          ]),
      )
      .onConflict((conflict) =>
        conflict.columns(["name_hash", "window_start"]).doUpdateSet((eb) => ({
          attempts: sql<number>`least(${eb.ref("sign_in_attempts.attempts")} + 1, 1000000)`,
        })),
      )
      .returning(["name_hash", "attempts"]),
  );
  const counts = new Map(rows.map((row) => [row.name_hash, row.attempts]));
  const waitSeconds = Math.ceil(
    (windowStart.getTime() + WINDOW_MILLISECONDS - now.getTime()) / 1000,
  );
  return attempts.map(({ limit }, index) =>
    (counts.get(hashes[index] ?? "") ?? Number.POSITIVE_INFINITY) <= limit ? null : waitSeconds,
  );
}

/** Counts one of at most 10 attempts. @returns null if it is allowed, else the whole seconds until the window ends. */
export async function countSignInAttempt(
  database: Database,
  key: AttemptKey,
  now: Date,
): Promise<number | null> {
  const attempts = [{ key, limit: SIGN_IN_ATTEMPTS }];
  const [waitSeconds] = await countSignInAttempts(database, attempts, now);
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

/** The key for attempts from one network, so that no other network uses them up. */
export function fromSource(key: AttemptKey, source: string | null): AttemptKey {
  return source === null ? key : `${key} from ${source}`;
}

/** The key for attempts for a name on a device that it signed in on before. */
export function getDeviceAttemptKey(deviceId: string, name: string): AttemptKey {
  return `device:${deviceId}/${normalizeSignInName(name)}`;
}

/** The key for the current password, which a change of the password requires. */
export function getPasswordAttemptKey(member: Member): AttemptKey {
  return `password:${member.organizationId}/${member.userId}`;
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

/**
 * After the right password: deletes the counts of the member and of each of their names, those of all networks together
 * and those of one. Returns the names.
 */
export async function clearSignInAttempts(
  database: Database | Transaction,
  member: Member,
  { source = null, deviceId = null }: { source?: string | null; deviceId?: string | null } = {},
): Promise<readonly string[]> {
  const names = await selectRow(
    database,
    kysely
      .selectFrom("users as member")
      .innerJoin("organizations as organization", "organization.id", "member.organization_id")
      .select(["member.email", "member.username", "organization.slug"])
      .where("member.organization_id", "=", member.organizationId)
      .where("member.id", "=", member.userId),
  );
  const signInNames = [
    ...(names === null ? [] : [`${names.slug}/${names.username}`]),
    ...(typeof names?.email === "string" ? [names.email] : []),
  ];
  const shared = [getMemberAttemptKey(member), ...signInNames.map(getNameAttemptKey)];
  const keys = [
    ...[...shared, getPasswordAttemptKey(member)],
    ...shared.map((key) => fromSource(key, source)),
    ...(deviceId === null ? [] : signInNames.map((name) => getDeviceAttemptKey(deviceId, name))),
  ];
  await execute(
    database,
    kysely.deleteFrom("sign_in_attempts").where("name_hash", "=", anyOf(keys.map(hashSecret))),
  );
  return signInNames;
}

/** Once a window in each process. Otherwise the counts of unknown names would stay forever. */
async function purgeAttempts(database: Database, windowStart: Date): Promise<void> {
  if (windowStart.getTime() > purgedAt) {
    purgedAt = windowStart.getTime();
    const oldest = new Date(purgedAt - RETENTION_MILLISECONDS);
    await execute(
      database,
      kysely.deleteFrom("sign_in_attempts").where("window_start", "<", oldest),
    );
  }
}
