import { createHash } from "node:crypto";

/**
 * The database keeps only this hash of a token or a session's secret. Both have 256 random bits, so a plain SHA-256
 * cannot be reversed by guessing and needs no salt.
 */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
