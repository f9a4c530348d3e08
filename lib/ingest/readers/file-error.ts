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
  { bytes: [0x50, 0x4b, 0x03, 0x04], kind: "a ZIP archive" },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], kind: "an old Office document" },
  { bytes: [0x1f, 0x8b], kind: "a gzip archive" },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], kind: "a 7z archive" },
  { bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], kind: "a RAR archive" },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], kind: "a Zstandard archive" },
  { bytes: [0xfd, 0x37, 0x7a, 0x58], kind: "an xz archive" },
  { bytes: [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41], kind: "a bzip2 archive" },
  { bytes: [0x50, 0x41, 0x52, 0x31, 0x15], kind: "a Parquet file" },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66], kind: "an SQLite database" },
];

/** @throws AppError for a file that is no text. */
export function rejectOtherKinds(start: Buffer): void {
  const found = signatures.find(({ bytes }) => bytes.every((byte, index) => start[index] === byte));
  if (found !== undefined) {
    throw createFileError(`This is ${found.kind}, not a table in CSV, NDJSON or XLSX.`);
  }
  rejectMarkup(start.toString("latin1", 0, 500));
}

/** @throws AppError for the source of a web page, which some programs call a spreadsheet. */
export function rejectMarkup(text: string): void {
  if (/^\s*(?:<!doctype html|<html|<table|<\?xml)/i.test(text)) {
    throw createFileError(
      "This is a web page (HTML) or XML, although it may call itself a spreadsheet. Save it as CSV or XLSX.",
    );
  }
}
