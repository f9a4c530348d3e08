import iconv from "iconv-lite";
import { createFileError, rejectOtherKinds } from "./file-error";
import { type FileSource, readStart } from "./file-source";

export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];

const marks: readonly { readonly encoding: Encoding; readonly bytes: readonly number[] }[] = [
  { encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", bytes: [0xff, 0xfe] },
  { encoding: "utf-16be", bytes: [0xfe, 0xff] },
];

const SAMPLE_BYTES = 65_536;

/**
 * By the byte order mark, else by strict UTF-8 over the whole file, else by the NULs of UTF-16, else Windows-1252.
 * @throws AppError for another kind of file.
 */
export async function recognizeEncoding(source: FileSource): Promise<Encoding> {
  const start = await readStart(source, SAMPLE_BYTES);
  if (UTF_32.some((bytes) => bytes.every((byte, index) => start[index] === byte))) {
    throw createUnknownError();
  }
  const mark = findMark(start);
  if (mark !== undefined) return mark.encoding;
  rejectOtherKinds(start);
  // The names of the columns are ASCII where the texts of the rows are in another alphabet.
  const wide = findWideEncoding(start) ?? findWideEncoding(start.subarray(0, HEADER_BYTES));
  if (wide !== null) return wide;
  // A single one is a wrong character of a row, which is rejected alone.
  const nuls = start.subarray(0, HEADER_BYTES).filter((byte) => byte === 0).length;
  if (nuls > HEADER_BYTES / 4) throw createUnknownError();
  return (await isUtf8(source)) ? "utf-8" : "windows-1252";
}

const HEADER_BYTES = 40;
const UTF_32 = [
  [0xff, 0xfe, 0, 0],
  [0, 0, 0xfe, 0xff],
];

function createUnknownError() {
  return createFileError(
    "The encoding of the file is not known, or it is no text: it has NUL characters. Save it as “CSV UTF-8”.",
  );
}

function findMark(start: Buffer) {
  return marks.find(({ bytes }) => bytes.every((byte, index) => start[index] === byte));
}

/** Text in a European language has a NUL as every second byte in UTF-16, and none in other encodings. */
function findWideEncoding(start: Buffer): Encoding | null {
  const nuls = [0, 0];
  for (const [index, byte] of start.entries()) {
    if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = nuls;
  const many = start.length / 2 / 3;
  if (odd > many && even <= odd / 10) return "utf-16le";
  return even > many && odd <= even / 10 ? "utf-16be" : null;
}

async function isUtf8({ open }: FileSource): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of open()) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The file as UTF-8 without its byte order mark. iconv-lite knows the euro sign of Windows-1252; Node 20 does not. */
export async function* decodeFile(
  { open }: FileSource,
  encoding: Encoding,
): AsyncGenerator<Buffer> {
  let start: Buffer | null = Buffer.alloc(0);
  const decoder = encoding === "utf-8" ? null : iconv.getDecoder(encoding, { stripBOM: false });
  const decode = (bytes: Buffer) =>
    decoder === null ? bytes : Buffer.from(decoder.write(bytes), "utf8");
  for await (const chunk of open()) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (start === null) {
      yield decode(bytes);
      continue;
    }
    start = Buffer.concat([start, bytes]);
    if (start.length < MARK_BYTES) continue;
    yield decode(removeMark(start));
    start = null;
  }
  if (start !== null && start.length > 0) yield decode(removeMark(start));
  const rest = decoder?.end();
  if (rest !== undefined && rest !== "") yield Buffer.from(rest, "utf8");
}

const MARK_BYTES = 3;

function removeMark(start: Buffer): Buffer {
  return start.subarray(findMark(start)?.bytes.length ?? 0);
}
