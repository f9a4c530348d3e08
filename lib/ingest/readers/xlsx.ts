import { readSheet } from "read-excel-file/node";
import { createFileError } from "./file-error";
import { listZipEntries } from "./zip-directory";

export const MAX_INFLATED_BYTES = 50 * 1024 * 1024;
/** Archives of this size are read whole. */
export const MAX_WORKBOOK_BYTES = 50 * 1024 * 1024;

/** The archive of a workbook begins with these bytes; an encrypted or old one is a compound document. */
export function isWorkbook(start: Buffer): boolean {
  return start.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
}

/**
 * The first sheet as texts: a date without a time is `2026-05-15`, a formula is its stored value.
 * @throws AppError for a workbook that is encrypted, has macros or is larger than 50 MB; nothing is inflated then.
 */
export async function readWorkbook(archive: Buffer): Promise<readonly (readonly string[])[]> {
  const entries = listZipEntries(archive);
  requireSafe(entries);
  try {
    const rows = await readSheet(archive);
    return rows.map((row) => row.map(toText));
  } catch (error) {
    throw createFileError("This workbook cannot be read. Save it as CSV UTF-8.", error);
  }
}

function requireSafe(entries: ReturnType<typeof listZipEntries>): void {
  if (entries.some(({ isEncrypted }) => isEncrypted)) {
    throw createFileError("This workbook is encrypted. Save it as CSV UTF-8.");
  }
  if (!entries.some(({ name }) => name === "xl/workbook.xml")) {
    throw createFileError("This is a ZIP archive, but not an Excel workbook (XLSX).");
  }
  if (entries.some(({ name }) => /vbaproject\.bin$/i.test(name))) {
    throw createFileError(
      "This workbook has macros. Save it as XLSX without macros or as CSV UTF-8.",
    );
  }
  const size = entries.reduce((sum, { inflatedSize }) => sum + inflatedSize, 0);
  if (size > MAX_INFLATED_BYTES) {
    throw createFileError("This workbook has more than 50 MB of content. Save it as CSV UTF-8.");
  }
}

function toText(cell: unknown): string {
  if (cell === null || cell === undefined) return "";
  if (!(cell instanceof Date)) return String(cell);
  // A workbook stores a part of a day, which no fraction hits exactly.
  const seconds = new Date(Math.round(cell.getTime() / 1000) * 1000);
  const [date = "", time = ""] = seconds.toISOString().split("T");
  return time.startsWith("00:00:00") ? date : `${date} ${time.slice(0, 8)}`;
}
