import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import baseX from "base-x";

const PREFIX = "pts_";
const BODY_LENGTH = 43;
const CHECKSUM_LENGTH = 6;
const base62 = baseX("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
const shape = new RegExp(`^${PREFIX}[0-9A-Za-z]{${BODY_LENGTH + CHECKSUM_LENGTH}}$`);

/** `pts_`, 32 random bytes in 43 digits of base 62, and a checksum. */
export function generateToken(): string {
  const body = base62.encode(randomBytes(32)).padStart(BODY_LENGTH, "0");
  return `${PREFIX}${body}${computeChecksum(body)}`;
}

/** Whether it has a token's form and checksum; a slip of the pen is found without asking the database. */
export function isWellFormedToken(text: string): boolean {
  if (!shape.test(text)) {
    return false;
  }
  const body = text.slice(PREFIX.length, PREFIX.length + BODY_LENGTH);
  return text.endsWith(computeChecksum(body));
}

/** The CRC-32 of the 43 digits, as 6 digits of base 62. */
function computeChecksum(body: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return base62.encode(bytes).padStart(CHECKSUM_LENGTH, "0");
}
