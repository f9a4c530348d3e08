import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "@/lib/auth/password/password-length";
import { passwordQueue } from "@/lib/auth/password/password-queue";
import { AppError } from "@/lib/errors";

/** Argon2id, as OWASP sets the floor: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let hashOfNobody: Promise<string> | null = null;

/**
 * What `users.password_hash` keeps.
 * @param field where the password stood in the request.
 * @throws AppError `invalid_request` for a password that is too short or too long; `overloaded`.
 */
export async function hashPassword(password: string, field = "password"): Promise<string> {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
    const reason = `must have ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`;
    throw new AppError("invalid_request", `The password ${reason}. Nothing was changed.`, {
      invalidParams: [{ name: field, reason }],
    });
  }
  return await passwordQueue.run(() => hash(password.normalize("NFC"), cost));
}

/**
 * False too where there is no hash, after the same work: whether a name exists does not show in the time it takes.
 * @throws AppError `overloaded` where too many passwords are being looked at already.
 */
export async function verifyPassword(
  passwordHash: string | null,
  password: string,
): Promise<boolean> {
  const isRight = await passwordQueue.run(async () => {
    hashOfNobody ??= hash(randomBytes(32), cost);
    const nobody = await hashOfNobody;
    return await verify(passwordHash ?? nobody, password.normalize("NFC"));
  });
  return isRight && passwordHash !== null;
}
