import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import baseX from "base-x";

const BODY_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const base62 = baseX("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

/** The prefixes tell the token of a program from the secret of a share link. */
export const tokenPrefix = "pts_";
export const shareSecretPrefix = "ptl_";
type Prefix = typeof tokenPrefix | typeof shareSecretPrefix;

/** The prefix, 32 random bytes as 43 digits of base 62, and a checksum. */
export function generateToken(prefix: Prefix = tokenPrefix): string {
  const body = base62.encode(randomBytes(32)).padStart(BODY_LENGTH, "0");
  return `${prefix}${body}${computeChecksum(body)}`;
}

/** Checks the form and the checksum, which detects a typing error without a query. */
export function isWellFormedToken(text: string, prefix: Prefix = tokenPrefix): boolean {
  const digits = text.slice(prefix.length);
  const hasShape =
    text.startsWith(prefix) &&
    digits.length === BODY_LENGTH + CHECKSUM_LENGTH &&
    /^[0-9A-Za-z]*$/.test(digits);
  return hasShape && digits.endsWith(computeChecksum(digits.slice(0, BODY_LENGTH)));
}

/** The CRC-32 of the 43 digits, as 6 digits of base 62. */
function computeChecksum(body: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return base62.encode(bytes).padStart(CHECKSUM_LENGTH, "0");
}
