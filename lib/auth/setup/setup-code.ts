import { createHash, randomInt, timingSafeEqual } from "node:crypto";

/** Without letters and digits that look alike. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP_LENGTH = 4;

declare global {
  var performanceTrackingSetupCode: string | undefined;
}

/** The one-time code of this process, with 79 random bits. The first call generates it. */
export function getOrCreateSetupCode(): { readonly code: string; readonly isNew: boolean } {
  const isNew = globalThis.performanceTrackingSetupCode === undefined;
  // On the global object, because the start-up code and the request handlers may load separate copies of this module.
  globalThis.performanceTrackingSetupCode ??= generateCode();
  return { code: globalThis.performanceTrackingSetupCode, isNew };
}

/** Ignores case and separators. Takes the same time for every text. */
export function isSetupCode(text: string): boolean {
  const expected = globalThis.performanceTrackingSetupCode;
  const isEqual = timingSafeEqual(digestCode(text), digestCode(expected ?? ""));
  return expected !== undefined && isEqual;
}

/** After this, no code is valid. */
export function clearSetupCode(): void {
  globalThis.performanceTrackingSetupCode = undefined;
}

function digestCode(code: string): Buffer {
  return createHash("sha256")
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ""))
    .digest();
}

function generateCode(): string {
  const generateGroup = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: GROUPS }, generateGroup).join("-");
}
