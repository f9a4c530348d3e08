import { verifyPassword } from "@/lib/auth/password";
import { hashSecret } from "@/lib/auth/secret-hash";
import { SESSION_HOURS } from "@/lib/auth/session-cookie";
import { generateSessionSecret } from "@/lib/auth/session-secret";
import {
  clearSignInAttempts,
  memberAttemptKey,
  requireSignInAttempt,
} from "@/lib/auth/sign-in-limit";
import { parseSignInName, type SignInName } from "@/lib/auth/sign-in-name";
import type { Database } from "@/lib/db/client";
import { AppError } from "@/lib/errors";

type SignInInput = {
  /** An e-mail address, or organization/username. */
  readonly name: string;
  readonly password: string;
  readonly userAgent: string | null;
};

type Candidate = { organization_id: number; user_id: number; password_hash: string | null };

type SignInBase = { readonly database: Database; readonly now: Date };

/**
 * Starts a session and returns the secret that the browser's cookie carries. The attempt is counted first, then one
 * password hash is computed whether or not anybody has the name.
 * @throws AppError `unauthenticated`, the same for a wrong name and a wrong password; `rate_limited` after
 * 10 attempts within 15 minutes, without looking at the password. Sessions that exist go on.
 */
export async function signIn(
  base: SignInBase,
  input: SignInInput,
  verify: typeof verifyPassword = verifyPassword,
): Promise<{ secret: string }> {
  const { database, now } = base;
  const name = parseSignInName(input.name);
  const candidate = name === null ? null : await findCandidate(database, name);
  const key =
    candidate === null
      ? `name:${input.name.normalize("NFC").trim().toLowerCase()}`
      : memberAttemptKey({
          organizationId: candidate.organization_id,
          userId: candidate.user_id,
        });
  await requireSignInAttempt(database, key, now);
  const isRight = await verify(candidate?.password_hash ?? null, input.password);
  if (candidate === null || !isRight) {
    throw new AppError(
      "unauthenticated",
      "This name and password do not belong together. Check both and try again.",
    );
  }
  await clearSignInAttempts(database, key, now);
  return { secret: await startSession(base, candidate, input.userAgent) };
}

async function findCandidate(database: Database, name: SignInName): Promise<Candidate | null> {
  const rows =
    name.kind === "email"
      ? await database.$queryRaw<Candidate[]>`
          SELECT organization_id, id AS user_id, password_hash FROM users
           WHERE email = ${name.email} AND deactivated_at IS NULL`
      : await database.$queryRaw<Candidate[]>`
          SELECT u.organization_id, u.id AS user_id, u.password_hash
            FROM users u JOIN organizations o ON o.id = u.organization_id
           WHERE o.slug = ${name.organization} AND u.username = ${name.username}
             AND u.deactivated_at IS NULL`;
  return rows[0] ?? null;
}

async function startSession(
  { database, now }: SignInBase,
  owner: Candidate,
  userAgent: string | null,
): Promise<string> {
  const secret = generateSessionSecret();
  const expiresAt = new Date(now.getTime() + SESSION_HOURS * 3_600_000);
  await database.$executeRaw`
    INSERT INTO sessions (organization_id, user_id, secret_hash, user_agent, created_at, expires_at)
    VALUES (${owner.organization_id}, ${owner.user_id}, ${hashSecret(secret)},
            ${userAgent?.slice(0, 200) ?? null}, ${now.toISOString()}::timestamptz, ${expiresAt.toISOString()}::timestamptz)`;
  return secret;
}
