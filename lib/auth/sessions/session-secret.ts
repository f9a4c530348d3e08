import { randomBytes } from "node:crypto";

/** 256 random bits, the only content of the session cookie. */
export function generateSessionSecret(): string {
  return randomBytes(32).toString("base64url");
}

export function isSessionSecret(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}
