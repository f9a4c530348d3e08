import { AppError } from "@/lib/errors";

/** The longest row that is read, so that a file without line ends cannot fill the memory. */
export const LONGEST_ROW_BYTES = 1_048_576;

/** A whole file is refused: rows are applied only after all of them were read, so nothing was. */
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

const LONGEST_SIGNATURE = 4;
const BYTE_ORDER_MARK = Buffer.from("\uFEFF");

/**
 * Passes the bytes on after a look at the first of them, without a byte order mark.
 * @throws AppError where they are those of another kind of file.
 */
export async function* requireText(
  source: AsyncIterable<Uint8Array>,
  format: string,
): AsyncGenerator<Buffer> {
  let beginning: Buffer | null = Buffer.alloc(0);
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (beginning === null) {
      yield bytes;
      continue;
    }
    beginning = Buffer.concat([beginning, bytes]);
    if (beginning.length < LONGEST_SIGNATURE) continue;
    yield withoutMark(beginning, format);
    beginning = null;
  }
  if (beginning !== null && beginning.length > 0) yield withoutMark(beginning, format);
}

function withoutMark(beginning: Buffer, format: string): Buffer {
  refuseOtherKinds(beginning, format);
  const isMarked = beginning.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK);
  return isMarked ? beginning.subarray(BYTE_ORDER_MARK.length) : beginning;
}

function refuseOtherKinds(beginning: Buffer, format: string): void {
  const found = signatures.find(({ bytes }) =>
    bytes.every((byte, index) => beginning[index] === byte),
  );
  if (found !== undefined) {
    throw createFileError(`This is ${found.kind}, not ${format} in UTF-8.`);
  }
}
