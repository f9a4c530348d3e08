import { selectOwner } from "@/lib/auth/credential-statements";
import { verifyPassword } from "@/lib/auth/password/password";
import { CONCURRENT_HASHES } from "@/lib/auth/password/password-queue";
import { hashSecret } from "@/lib/auth/secret-hash";
import { SESSION_HOURS } from "@/lib/auth/sessions/session-cookie";
import { generateSessionSecret } from "@/lib/auth/sessions/session-secret";
import { FairQueue } from "@/lib/auth/sign-in/fair-queue";
import {
  ATTEMPTS_OF_ALL,
  type AttemptKey,
  type CountedAttempt,
  clearSignInAttempts,
  countSignInAttempts,
  createTooManyAttemptsError,
  fromSource,
  getDeviceAttemptKey,
  getMemberAttemptKey,
  getNameAttemptKey,
  getUnknownNameAttemptKey,
  requireSignInAttempt,
  SIGN_IN_ATTEMPTS,
} from "@/lib/auth/sign-in/sign-in-limit";
import { parseSignInName, type SignInName } from "@/lib/auth/sign-in/sign-in-name";
import { countSourceAttempt, returnSourceAttempt } from "@/lib/auth/sign-in/source-limit";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute, selectRow } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import { lower } from "@/lib/db/text";
import { AppError } from "@/lib/errors";
import { countSignInFailure } from "@/lib/metrics/metrics";
import type { MemberId } from "@/lib/performance/domain/units/ids";

type SignInInput = {
  /** An e-mail address, or organization/username. */
  readonly name: string;
  readonly password: string;
  readonly userAgent: string | null;
  /** The network of the client; null outside a request. */
  readonly source?: string | null;
  /** The device, if the name signed in on it before; else null. */
  readonly knownDeviceId?: string | null;
};

export type StartedSession = {
  readonly secret: string;
  /** All names of the member. */
  readonly names: readonly string[];
};

type Candidate = {
  readonly organizationId: number;
  readonly userId: MemberId;
  readonly passwordHash: string | null;
};

type SignInBase = { readonly database: Database; readonly now: Date };

/** One attempt more than passwords are hashed at a time: it reads and counts meanwhile. */
const queue = new FairQueue({
  running: CONCURRENT_HASHES + 1,
  waiting: 256,
  waitingFromSource: 32,
});

/**
 * Starts a session and returns the secret for the browser's cookie. First counts the attempt, then computes one
 * password hash, whether or not a member has the name. An attempt counts for its network, for the name from this
 * network, and for the name and its owner from everywhere; on a device on which the name signed in before, only for
 * this device.
 * @throws AppError `unauthenticated`, with the same text for a wrong name and a wrong password, and after too many
 * attempts for a member under several names, without verifying the password; `rate_limited` after too many attempts for
 * the network, the name or the device, without hashing; `overloaded`, without counting. Existing sessions continue.
 */
export async function signIn(
  base: SignInBase,
  input: SignInInput,
  verify: typeof verifyPassword = verifyPassword,
): Promise<StartedSession> {
  try {
    return await signInOnce(base, input, verify);
  } catch (error) {
    if (error instanceof AppError) countSignInFailure(error.code);
    throw error;
  }
}

async function signInOnce(
  base: SignInBase,
  input: SignInInput,
  verify: typeof verifyPassword,
): Promise<StartedSession> {
  const { source = null, knownDeviceId = null } = input;
  const isKnown = knownDeviceId !== null;
  if (isKnown) return queue.run(() => attempt(base, input, verify), { source, isKnown });
  await countSourceAttempt(base.database, source);
  try {
    const started = await queue.run(() => attempt(base, input, verify), { source, isKnown });
    await returnSourceAttempt(base.database, source);
    return started;
  } catch (error) {
    if (error instanceof AppError && error.code === "overloaded") {
      await returnSourceAttempt(base.database, source);
    }
    throw error;
  }
}

async function attempt(
  base: SignInBase,
  input: SignInInput,
  verify: typeof verifyPassword,
): Promise<StartedSession> {
  const { database } = base;
  const name = parseSignInName(input.name);
  const candidate = name === null ? null : await findCandidate(database, name);
  const mayVerify = await countAttempt(base, input, candidate);
  const passwordHash = mayVerify ? (candidate?.passwordHash ?? null) : null;
  const isCorrect = await verify(passwordHash, input.password);
  const secret =
    candidate === null || passwordHash === null || !isCorrect
      ? null
      : await startSession(base, { ...candidate, passwordHash }, input.userAgent);
  if (candidate === null || secret === null) {
    throw new AppError("unauthenticated", "Wrong name or password. Check both and try again.");
  }
  const { source = null, knownDeviceId: deviceId = null } = input;
  const names = await clearSignInAttempts(database, candidate, { source, deviceId });
  return { secret, names };
}

/**
 * Whether the member's password may be verified. The error depends only on the entered name; otherwise it would reveal
 * who has which name.
 * @throws AppError `rate_limited` for the name.
 */
async function countAttempt(
  { database, now }: SignInBase,
  { name, source = null, knownDeviceId = null }: SignInInput,
  candidate: Candidate | null,
): Promise<boolean> {
  if (knownDeviceId !== null) {
    await requireSignInAttempt(database, getDeviceAttemptKey(knownDeviceId, name), now);
    return true;
  }
  const nameKey = getNameAttemptKey(name);
  const ownerKey =
    candidate === null ? getUnknownNameAttemptKey(name) : getMemberAttemptKey(candidate);
  const limits = [nameKey, ownerKey].flatMap((key) => listLimits(key, source));
  const waits = await countSignInAttempts(database, limits, now);
  const ofName = waits.slice(0, waits.length / 2).find((seconds) => typeof seconds === "number");
  if (typeof ofName === "number") {
    throw createTooManyAttemptsError(ofName);
  }
  return waits.every((seconds) => seconds === null);
}

/** Without a network, the smaller limit holds for all attempts. */
function listLimits(key: AttemptKey, source: string | null): readonly CountedAttempt[] {
  const ofSource = { key: fromSource(key, source), limit: SIGN_IN_ATTEMPTS };
  return source === null ? [ofSource] : [ofSource, { key, limit: ATTEMPTS_OF_ALL }];
}

async function findCandidate(database: Database, name: SignInName): Promise<Candidate | null> {
  const members = kysely
    .selectFrom("users as member")
    .select(["member.organization_id", "member.id", "member.password_hash"])
    .where("member.deactivated_at", "is", null);
  const row = await selectRow(
    database,
    name.kind === "email"
      ? members.where("member.email", "=", name.email)
      : members
          .innerJoin("organizations as organization", "organization.id", "member.organization_id")
          .where("organization.slug", "=", name.organization)
          .where((eb) => eb(lower(eb.ref("member.username")), "=", name.username)),
  );
  return row === null
    ? null
    : { organizationId: row.organization_id, userId: row.id, passwordHash: row.password_hash };
}

/** Null if the owner's password changed or the owner was deactivated while the password was verified. */
async function startSession(
  { database, now }: SignInBase,
  owner: Candidate & { readonly passwordHash: string },
  userAgent: string | null,
): Promise<string | null> {
  const secret = generateSessionSecret();
  const expiresAt = new Date(now.getTime() + SESSION_HOURS * 3_600_000);
  // Locks the owner: a concurrent change of the password must either end this session or prevent it.
  const started = await execute(
    database,
    kysely
      .with("owner", () =>
        selectOwner(owner.organizationId, owner.userId).where(
          "users.password_hash",
          "=",
          owner.passwordHash,
        ),
      )
      .insertInto("sessions")
      .columns([
        ...(["organization_id", "user_id", "secret_hash", "user_agent"] as const),
        ...(["created_at", "expires_at"] as const),
      ])
      .expression((eb) =>
        eb
          .selectFrom("owner")
          .select([
            "owner.organization_id",
            "owner.id",
            parameter(hashSecret(secret), "text").as("secret_hash"),
            parameter(userAgent?.slice(0, 200) ?? null, "text").as("user_agent"),
            parameter(now, "timestamptz").as("created_at"),
            parameter(expiresAt, "timestamptz").as("expires_at"),
          ]),
      ),
  );
  return started === 0 ? null : secret;
}
