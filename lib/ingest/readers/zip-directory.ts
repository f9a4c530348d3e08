import { createFileError } from "./file-error";

export type ZipEntry = {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** 0: stored; 8: deflated. */
  readonly method: number;
  /** Of the content. */
  readonly checksum: number;
  /** Bytes, as the directory says. */
  readonly compressedSize: number;
  /** Bytes, as the directory says. */
  readonly inflatedSize: number;
  /** Where the header before the data begins. */
  readonly place: number;
};

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const MAX_COMMENT = 65_535;

/**
 * The entries of a ZIP archive, from its directory alone.
 * @throws AppError for an archive without a readable directory, as after a cut.
 */
export function listZipEntries(archive: Buffer): readonly ZipEntry[] {
  const end = findEnd(archive);
  if (end === null) throw createDamagedError();
  const count = archive.readUInt16LE(end + 10);
  let place = archive.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (place + ENTRY_LENGTH > end || archive.readUInt32LE(place) !== ENTRY_SIGNATURE) {
      throw createDamagedError();
    }
    const nameLength = archive.readUInt16LE(place + 28);
    entries.push({
      name: archive.toString("utf8", place + ENTRY_LENGTH, place + ENTRY_LENGTH + nameLength),
      isEncrypted: (archive.readUInt16LE(place + 8) & 1) === 1,
      method: archive.readUInt16LE(place + 10),
      checksum: archive.readUInt32LE(place + 16),
      compressedSize: archive.readUInt32LE(place + 20),
      inflatedSize: archive.readUInt32LE(place + 24),
      place: archive.readUInt32LE(place + 42),
    });
    const extraLength = archive.readUInt16LE(place + 30) + archive.readUInt16LE(place + 32);
    place += ENTRY_LENGTH + nameLength + extraLength;
  }
  return entries;
}

function findEnd(archive: Buffer): number | null {
  const first = Math.max(0, archive.length - END_LENGTH - MAX_COMMENT);
  for (let place = archive.length - END_LENGTH; place >= first; place -= 1) {
    if (archive.readUInt32LE(place) === END_SIGNATURE) return place;
  }
  return null;
}

export function createDamagedError(cause?: unknown) {
  return createFileError(
    "This workbook is damaged, or a part of it is missing. Save it again, or save it as CSV.",
    cause,
  );
}
