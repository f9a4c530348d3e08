import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import {
  isPasswordLength,
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
} from "@/lib/auth/password/password-length";
import { passwordQueue } from "@/lib/auth/password/password-queue";
import { AppError } from "@/lib/errors";

/** The minimum that OWASP recommends for Argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let dummyHash: Promise<string> | null = null;

/**
 * @param field the name of the request field that holds the password.
 * @throws AppError `invalid_request` for a password that is too short or too long; `overloaded`.
 */
export async function hashPassword(password: string, field = "password"): Promise<string> {
  if (!isPasswordLength(password)) {
    const reason = `must have ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters`;
    throw new AppError("invalid_request", `The password ${reason}. Nothing was changed.`, {
      invalidParams: [{ name: field, reason }],
    });
  }
  return await passwordQueue.run(() => hash(password.normalize("NFC"), cost));
}

/**
 * Returns false for a missing hash too, after the same work, so that the response time does not reveal whether a name
 * exists.
 * @throws AppError `overloaded` if the queue for password hashes is full.
 */
export async function verifyPassword(
  passwordHash: string | null,
  password: string,
): Promise<boolean> {
  const isCorrect = await passwordQueue.run(async () => {
    dummyHash ??= hash(randomBytes(32), cost);
    const fallback = await dummyHash;
    return await verify(passwordHash ?? fallback, password.normalize("NFC"));
  });
  return isCorrect && passwordHash !== null;
}
