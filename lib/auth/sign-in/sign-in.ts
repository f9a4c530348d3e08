import { selectOwner } from "@/lib/auth/credential-statements";
import { verifyPassword } from "@/lib/auth/password/password";
import { passwordQueue } from "@/lib/auth/password/password-queue";
import { hashSecret } from "@/lib/auth/secret-hash";
import { SESSION_HOURS } from "@/lib/auth/sessions/session-cookie";
import { generateSessionSecret } from "@/lib/auth/sessions/session-secret";
import {
  clearSignInAttempts,
  countSignInAttempts,
  createTooManyAttemptsError,
  getMemberAttemptKey,
  getNameAttemptKey,
  getUnknownNameAttemptKey,
} from "@/lib/auth/sign-in/sign-in-limit";
import { parseSignInName, type SignInName } from "@/lib/auth/sign-in/sign-in-name";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute, selectRow } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import { lower } from "@/lib/db/text";
import { AppError } from "@/lib/errors";
import type { MemberId } from "@/lib/performance/domain/units/ids";

type SignInInput = {
  /** An e-mail address, or organization/username. */
  readonly name: string;
  readonly password: string;
  readonly userAgent: string | null;
};

type Candidate = {
  readonly organizationId: number;
  readonly userId: MemberId;
  readonly passwordHash: string | null;
};

type SignInBase = { readonly database: Database; readonly now: Date };

/**
 * Starts a session and returns the secret for the browser's cookie. First counts the attempt for the name and for its
 * owner, then computes one password hash, whether or not a member has the name.
 * @throws AppError `unauthenticated`, with the same text for a wrong name and a wrong password, and after 10 attempts
 * within 15 minutes for a member under several names, without verifying the password; `rate_limited` after 10 attempts
 * for one name, without hashing; `overloaded`, without counting. Existing sessions continue.
 */
export async function signIn(
  base: SignInBase,
  input: SignInInput,
  verify: typeof verifyPassword = verifyPassword,
): Promise<{ secret: string }> {
  const { database } = base;
  passwordQueue.requireCapacity();
  const name = parseSignInName(input.name);
  const candidate = name === null ? null : await findCandidate(database, name);
  const mayVerify = await countAttempt(base, input.name, candidate);
  const passwordHash = mayVerify ? (candidate?.passwordHash ?? null) : null;
  const isCorrect = await verify(passwordHash, input.password);
  const secret =
    candidate === null || passwordHash === null || !isCorrect
      ? null
      : await startSession(base, { ...candidate, passwordHash }, input.userAgent);
  if (candidate === null || secret === null) {
    throw new AppError("unauthenticated", "Wrong name or password. Check both and try again.");
  }
  await clearSignInAttempts(database, candidate);
  return { secret };
}

/**
 * Whether the member's password may be verified. The error depends only on the entered name; otherwise it would reveal
 * who has which name.
 * @throws AppError `rate_limited` for the name.
 */
async function countAttempt(
  { database, now }: SignInBase,
  name: string,
  candidate: Candidate | null,
): Promise<boolean> {
  const owner =
    candidate === null ? getUnknownNameAttemptKey(name) : getMemberAttemptKey(candidate);
  const keys = [getNameAttemptKey(name), owner];
  const [waitForName, waitForOwner] = await countSignInAttempts(database, keys, now);
  if (typeof waitForName === "number") {
    throw createTooManyAttemptsError(waitForName);
  }
  return waitForOwner === null;
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
