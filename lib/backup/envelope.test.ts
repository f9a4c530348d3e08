import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { beforeAll, describe, expect, it } from "vitest";
import { BackupError } from "./backup-error";
import { open, seal } from "./envelope";

const PASSPHRASE = "correct horse battery staple";
/** 160,000 bytes without a pattern. */
const content = Buffer.concat(
  Array.from({ length: 5_000 }, (_, index) => createHash("sha256").update(`${index}`).digest()),
);

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
  }
}

const sealAll = (bytes: Buffer, passphrase: string | null) =>
  buffer(seal(cut(bytes, 100_000), passphrase));
const openAll = (bytes: Buffer, passphrase: string | null, size = 8_192) =>
  buffer(open(cut(bytes, size), passphrase));

async function readError(bytes: Buffer, passphrase: string | null): Promise<string> {
  const error: unknown = await openAll(bytes, passphrase).catch((one: unknown) => one);
  if (!(error instanceof BackupError)) throw new Error("This is no error of a backup.");
  return error.message;
}

function changeByte(bytes: Buffer, index: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[index] = (changed[index] ?? 0) ^ 0x20;
  return changed;
}

let readable: Buffer;
let encrypted: Buffer;

beforeAll(async () => {
  readable = await sealAll(content, null);
  encrypted = await sealAll(content, PASSPHRASE);
});

describe("the envelope of a backup", () => {
  it.each([7, 65_536])("opens in chunks of %i bytes to what was in it", async (size) => {
    expect(content.equals(await openAll(readable, null, size))).toBe(true);
    expect(content.equals(await openAll(encrypted, PASSPHRASE, size))).toBe(true);
  });

  it("encloses nothing, too", async () => {
    expect(await openAll(await sealAll(Buffer.alloc(0), null), null)).toHaveLength(0);
  });

  it("shows nothing of its content when it is encrypted, and never looks the same twice", async () => {
    expect(readable.includes(content.subarray(500, 520))).toBe(true);
    expect(encrypted.includes(content.subarray(500, 520))).toBe(false);
    const again = await sealAll(content, PASSPHRASE);
    expect(again.subarray(200, 300).equals(encrypted.subarray(200, 300))).toBe(false);
  });

  it("is rejected when any byte of a small one is changed", async () => {
    const small = await sealAll(Buffer.from("a member"), null);
    for (let index = 0; index < small.length; index += 1) {
      await expect(openAll(changeByte(small, index), null)).rejects.toThrow(BackupError);
    }
  });

  it("is rejected when a byte of an encrypted one is changed", { timeout: 120_000 }, async () => {
    const end = encrypted.length - 1;
    for (const index of [15, 60, 127, 131, 70_000, end - 20, end]) {
      await expect(openAll(changeByte(encrypted, index), PASSPHRASE)).rejects.toThrow(BackupError);
    }
  });

  it.each([0, 1, 10, 17, 21, 1_000, 65_557, 65_559, 75_000])(
    "is rejected when only its first %i bytes are left",
    async (length) => {
      expect(await readError(readable.subarray(0, length), null)).toMatch(/damaged|is no backup/);
    },
  );

  it("is rejected when its last frame or another one is missing, when frames are moved, and with more bytes", async () => {
    const line = encrypted.indexOf(0x0a) + 1;
    const frame = 4 + 65_536 + 16;
    const [first, second] = [line, line + frame].map((at) => encrypted.subarray(at, at + frame));
    if (first === undefined || second === undefined) throw new Error("There are two frames.");
    const head = encrypted.subarray(0, line);
    const rest = encrypted.subarray(line + 2 * frame);
    const last = 4 + 16;
    for (const bytes of [
      encrypted.subarray(0, -last),
      Buffer.concat([head, second, rest]),
      Buffer.concat([head, second, first, rest]),
      Buffer.concat([encrypted, Buffer.from("x")]),
    ]) {
      expect(await readError(bytes, PASSPHRASE)).toContain("damaged");
    }
  });

  it("says that a passphrase is missing or wrong, which is no damage", async () => {
    expect(await readError(encrypted, null)).toContain("is encrypted");
    expect(await readError(encrypted, `${PASSPHRASE}.`)).toContain("passphrase is not that of");
  });

  it("says that another format or another file is no backup of this release", async () => {
    const newer = Buffer.from(
      readable.toString("latin1").replace("BACKUP 1", "BACKUP 2"),
      "latin1",
    );
    expect(await readError(newer, null)).toContain("has format 2, but this release reads format 1");
    expect(await readError(Buffer.from("%PDF-1.7\n"), null)).toContain(
      "is no backup of this service",
    );
    expect(await readError(content, null)).toContain("is no backup of this service");
  });
});
