import { randomBytes } from "node:crypto";

/** What a signed-in browser's cookie carries: 256 random bits and nothing else. */
export function generateSessionSecret(): string {
  return randomBytes(32).toString("base64url");
}

export function isSessionSecret(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}
