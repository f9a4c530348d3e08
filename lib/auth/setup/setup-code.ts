import { createHash, randomInt, timingSafeEqual } from "node:crypto";

/** Without letters and digits that are taken for one another. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP_LENGTH = 4;

declare global {
  var performanceTrackingSetupCode: string | undefined;
}

/** The one-time code of this process, made at the first call; 79 random bits, in groups that can be read aloud. */
export function provideSetupCode(): { readonly code: string; readonly isNew: boolean } {
  const isNew = globalThis.performanceTrackingSetupCode === undefined;
  // On the global object: what runs at the start and what answers requests may be loaded apart.
  globalThis.performanceTrackingSetupCode ??= inventCode();
  return { code: globalThis.performanceTrackingSetupCode, isNew };
}

/** Whether it is the code of this process, whatever its case and separators; always in the same time. */
export function isSetupCode(given: string): boolean {
  const expected = globalThis.performanceTrackingSetupCode;
  const isEqual = timingSafeEqual(digestOf(given), digestOf(expected ?? ""));
  return expected !== undefined && isEqual;
}

/** From here on no code is right. */
export function forgetSetupCode(): void {
  globalThis.performanceTrackingSetupCode = undefined;
}

function digestOf(code: string): Buffer {
  return createHash("sha256")
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ""))
    .digest();
}

function inventCode(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}
