import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from "node:crypto";
import { promisify } from "node:util";
import { BackupError } from "./backup-error";
import { ByteReader } from "./byte-reader";

/**
 * The envelope of a backup: a line of text, then frames. Each frame has its length in four bytes, of which the highest
 * bit marks the last one.
 *
 * Without a passphrase the last frame is the SHA-256 of all bytes before it. With one, each frame is encrypted and
 * authenticated by AES-256-GCM, with its number as nonce, and with the line and its length as additional data: a frame
 * that is changed, moved, left out or cut off does not open. A salt is used for one file only, and so is its key.
 */
export const ENVELOPE_VERSION = 1;

const NAME = "PTS-BACKUP";
const FRAME_BYTES = 64 * 1024;
const LARGEST_FRAME = 2 * FRAME_BYTES;
const LAST = 0x8000_0000;
const HEAD_BYTES = 4;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const LARGEST_LINE = 256;
/** 128 MiB and about half a second for each guess. */
const scryptCost = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 };

const deriveBytes = promisify<string, Buffer, number, typeof scryptCost, Buffer>(scrypt);

const DAMAGED =
  "The backup is damaged: bytes were changed, or its end is missing. Nothing was restored. Use another backup.";

export function createDamagedError(): BackupError {
  return new BackupError(DAMAGED);
}

type Cipher = {
  readonly extraBytes: number;
  readonly seal: (body: Buffer, head: Buffer) => Buffer;
  /** @throws BackupError for a frame that was changed. */
  readonly open: (body: Buffer, head: Buffer) => Buffer;
};

/** Encloses bytes. @param passphrase null: readable by everyone who has the file. */
export async function* seal(
  source: AsyncIterable<Buffer>,
  passphrase: string | null,
): AsyncGenerator<Buffer> {
  const salt = passphrase === null ? null : randomBytes(16);
  const keys = await deriveKeys(passphrase, salt);
  const line = writeLine(salt, keys);
  const cipher = keys === null ? plain : createFrameCipher(keys.content, line);
  const hash = createHash("sha256");
  const frame = (body: Buffer, isLast: boolean): Buffer => {
    const length = body.length + cipher.extraBytes;
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeUInt32BE(isLast ? (length | LAST) >>> 0 : length);
    return Buffer.concat([head, cipher.seal(body, head)]);
  };
  hash.update(line);
  yield line;
  for await (const chunk of source) {
    for (let start = 0; start < chunk.length; start += FRAME_BYTES) {
      const bytes = frame(chunk.subarray(start, start + FRAME_BYTES), false);
      hash.update(bytes);
      yield bytes;
    }
  }
  yield frame(keys === null ? hash.digest() : Buffer.alloc(0), true);
}

/**
 * The bytes that `seal` enclosed. Only after the last one is it known that none is missing.
 * @throws BackupError for bytes that are no backup, or were changed, or are not complete, and for a wrong passphrase.
 */
export async function* open(
  source: AsyncIterable<Buffer>,
  passphrase: string | null,
): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  const line = (await reader.readUntil(0x0a, LARGEST_LINE)) ?? Buffer.alloc(0);
  const keys = await readKeys(line, passphrase);
  const cipher = keys === null ? plain : createFrameCipher(keys.content, line);
  const hash = createHash("sha256").update(line);
  for (;;) {
    const head = await reader.read(HEAD_BYTES);
    if (head === null) throw createDamagedError();
    const word = head.readUInt32BE();
    const isLast = word >= LAST;
    const length = isLast ? word - LAST : word;
    const body = length > LARGEST_FRAME ? null : await reader.read(length);
    if (body === null) throw createDamagedError();
    const content = cipher.open(body, head);
    if (!isLast) {
      hash.update(head).update(body);
      yield content;
      continue;
    }
    const isWhole = keys === null ? content.equals(hash.digest()) : content.length === 0;
    if (!isWhole || (await reader.read(1)) !== null) throw createDamagedError();
    return;
  }
}

type Keys = { readonly content: Buffer; readonly check: Buffer };

async function deriveKeys(passphrase: string | null, salt: Buffer | null): Promise<Keys | null> {
  if (passphrase === null || salt === null) return null;
  const bytes = await deriveBytes(passphrase.normalize("NFC"), salt, 2 * KEY_BYTES, scryptCost);
  return { content: bytes.subarray(0, KEY_BYTES), check: bytes.subarray(KEY_BYTES) };
}

/** The check tells a wrong passphrase from a damaged file. */
function computeCheck(keys: Keys, salt: Buffer): Buffer {
  return createHmac("sha256", keys.check)
    .update(`${NAME} ${ENVELOPE_VERSION}`)
    .update(salt)
    .digest();
}

function writeLine(salt: Buffer | null, keys: Keys | null): Buffer {
  const method =
    salt === null || keys === null
      ? "plain"
      : `aes-256-gcm ${salt.toString("hex")} ${computeCheck(keys, salt).toString("hex")}`;
  return Buffer.from(`${NAME} ${ENVELOPE_VERSION} ${method}\n`);
}

async function readKeys(line: Buffer, passphrase: string | null): Promise<Keys | null> {
  const [name, version, method, salt = "", check = "", ...more] = line
    .toString("latin1")
    .trimEnd()
    .split(" ");
  if (name !== NAME || version === undefined || !/^\d{1,4}$/.test(version)) {
    throw new BackupError("This file is no backup of this service. Nothing was restored.");
  }
  if (Number(version) !== ENVELOPE_VERSION) {
    throw new BackupError(
      `This backup has format ${version}, but this release reads format ${ENVELOPE_VERSION}. Nothing was restored. Use the release that made it.`,
    );
  }
  if (method === "plain" && salt === "") return null;
  if (method !== "aes-256-gcm" || !/^[0-9a-f]{32}$/.test(salt) || more.length > 0) {
    throw createDamagedError();
  }
  if (passphrase === null) {
    throw new BackupError(
      "This backup is encrypted. Nothing was restored. Set PTS_BACKUP_PASSPHRASE or PTS_BACKUP_PASSPHRASE_FILE to its passphrase.",
    );
  }
  const keys = await deriveKeys(passphrase, Buffer.from(salt, "hex"));
  const given = Buffer.from(check, "hex");
  const expected = keys === null ? given : computeCheck(keys, Buffer.from(salt, "hex"));
  if (keys === null || given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new BackupError(
      "The passphrase is not that of this backup, or the first line of the file was changed. Nothing was restored.",
    );
  }
  return keys;
}

const plain: Cipher = { extraBytes: 0, seal: (body) => body, open: (body) => body };

function createFrameCipher(key: Buffer, line: Buffer): Cipher {
  let number = 0n;
  const nextNonce = () => {
    const nonce = Buffer.alloc(12);
    nonce.writeBigUInt64BE(number, 4);
    number += 1n;
    return nonce;
  };
  const lineHash = createHash("sha256").update(line).digest();
  return {
    extraBytes: TAG_BYTES,
    seal: (body, head) => {
      const cipher = createCipheriv("aes-256-gcm", key, nextNonce());
      cipher.setAAD(Buffer.concat([lineHash, head]));
      return Buffer.concat([cipher.update(body), cipher.final(), cipher.getAuthTag()]);
    },
    open: (body, head) => {
      if (body.length < TAG_BYTES) throw createDamagedError();
      const decipher = createDecipheriv("aes-256-gcm", key, nextNonce());
      decipher.setAAD(Buffer.concat([lineHash, head]));
      decipher.setAuthTag(body.subarray(-TAG_BYTES));
      try {
        return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]);
      } catch {
        throw createDamagedError();
      }
    },
  };
}
