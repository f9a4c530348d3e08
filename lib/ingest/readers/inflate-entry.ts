import { crc32, inflateRawSync } from "node:zlib";
import { createDamagedError, type ZipEntry } from "./zip-directory";

const HEADER_SIGNATURE = 0x04034b50;
const HEADER_LENGTH = 30;

/**
 * The content of an entry, which takes no more memory than the directory says.
 * @throws AppError for an entry whose size or checksum is another one.
 */
export function inflateEntry(archive: Buffer, entry: ZipEntry): Buffer {
  const { place, compressedSize, inflatedSize, checksum } = entry;
  if (place + HEADER_LENGTH > archive.length || archive.readUInt32LE(place) !== HEADER_SIGNATURE) {
    throw createDamagedError();
  }
  const nameLength = archive.readUInt16LE(place + 26);
  const start = place + HEADER_LENGTH + nameLength + archive.readUInt16LE(place + 28);
  const end = start + compressedSize;
  if (end > archive.length) throw createDamagedError();
  const content = inflate(archive.subarray(start, end), entry);
  if (content.length !== inflatedSize || crc32(content) !== checksum) throw createDamagedError();
  return content;
}

function inflate(data: Buffer, { method, inflatedSize }: ZipEntry): Buffer {
  if (method === 0) return data;
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, inflatedSize) });
  } catch (error) {
    throw createDamagedError(error);
  }
}
