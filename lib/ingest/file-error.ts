import { AppError } from "@/lib/errors";

/** Prevents a file without line ends from filling the memory. */
export const MAX_ROW_BYTES = 1_048_576;

/** Rejects the whole file. Nothing was imported, because rows are applied only after all of them were read. */
export function createFileError(reason: string, cause?: unknown): AppError {
  return new AppError("invalid_request", `${reason} Nothing was imported.`, { cause });
}

const signatures: readonly { readonly bytes: readonly number[]; readonly kind: string }[] = [
  { bytes: [0x89, 0x50, 0x4e, 0x47], kind: "a PNG picture" },
  { bytes: [0xff, 0xd8, 0xff], kind: "a JPEG picture" },
  { bytes: [0x47, 0x49, 0x46, 0x38], kind: "a GIF picture" },
  { bytes: [0x25, 0x50, 0x44, 0x46], kind: "a PDF document" },
  { bytes: [0x50, 0x4b, 0x03, 0x04], kind: "a ZIP archive or an Excel workbook" },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], kind: "an old Office document" },
  { bytes: [0x1f, 0x8b], kind: "a gzip archive" },
  { bytes: [0xff, 0xfe], kind: "UTF-16 text" },
  { bytes: [0xfe, 0xff], kind: "UTF-16 text" },
];

const MAX_SIGNATURE_LENGTH = 4;
const BYTE_ORDER_MARK = Buffer.from("\uFEFF");

/**
 * Checks the first bytes and passes the file on without a byte order mark.
 * @throws AppError for another kind of file.
 */
export async function* requireText(
  source: AsyncIterable<Uint8Array>,
  format: string,
): AsyncGenerator<Buffer> {
  let start: Buffer | null = Buffer.alloc(0);
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (start === null) {
      yield bytes;
      continue;
    }
    start = Buffer.concat([start, bytes]);
    if (start.length < MAX_SIGNATURE_LENGTH) continue;
    yield toTextStart(start, format);
    start = null;
  }
  if (start !== null && start.length > 0) yield toTextStart(start, format);
}

function toTextStart(start: Buffer, format: string): Buffer {
  rejectOtherKinds(start, format);
  const isMarked = start.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  return isMarked ? start.subarray(BYTE_ORDER_MARK.length) : start;
}

function rejectOtherKinds(start: Buffer, format: string): void {
  const found = signatures.find(({ bytes }) => bytes.every((byte, index) => start[index] === byte));
  if (found !== undefined) {
    throw createFileError(`This is ${found.kind}, not ${format} in UTF-8.`);
  }
}
