import { readSheet } from "read-excel-file/node";
import { AppError } from "@/lib/errors";
import { createFileError } from "./file-error";
import { inflateEntry } from "./inflate-entry";
import { JsonNumber } from "./json-text";
import { createUnreadableError, prepareSheet } from "./sheet-xml";
import { type FileEntry, writeZip } from "./write-zip";
import { listZipEntries, type ZipEntry } from "./zip-directory";

export const MAX_INFLATED_BYTES = 50 * 1024 * 1024;
/** Archives of this size are read whole. */
export const MAX_WORKBOOK_BYTES = 50 * 1024 * 1024;

/** The archive of a workbook begins with these bytes; an encrypted or old one is a compound document. */
export function isWorkbook(start: Buffer): boolean {
  return start.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
}

/** A text, or a number with more digits than a workbook keeps. */
export type SheetValue = string | JsonNumber;

/**
 * The first visible sheet as texts: a date without a time is `2026-05-15`, a formula is its stored value.
 * @throws AppError for a workbook that is encrypted, has macros or is larger than 50 MB; nothing is inflated then.
 */
export async function readWorkbook(archive: Buffer): Promise<readonly (readonly SheetValue[])[]> {
  const entries = listZipEntries(archive);
  requireSafe(entries);
  const files = entries.filter(({ name }) => PART.test(name)).map((entry) => open(archive, entry));
  try {
    const sheet = findVisibleSheet(files);
    const rows = await readSheet(writeZip(files), sheet, { parseNumber: readNumber });
    return rows.map((row) => row.map(toValue));
  } catch (error) {
    throw error instanceof AppError ? error : createUnreadableError(error);
  }
}

/** The parts that the reader needs. */
const PART = /\.xml(?:\.rels)?$/;

function requireSafe(entries: readonly ZipEntry[]): void {
  if (entries.some(({ isEncrypted }) => isEncrypted)) {
    throw createFileError("This workbook is encrypted. Save it as CSV UTF-8.");
  }
  if (!entries.some(({ name }) => name === WORKBOOK)) {
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
  if (new Set(entries.map(({ name }) => name)).size < entries.length) throw createUnreadableError();
}

const WORKBOOK = "xl/workbook.xml";

function open(archive: Buffer, entry: ZipEntry): FileEntry {
  const content = inflateEntry(archive, entry);
  if (entry.name === WORKBOOK) return { name: WORKBOOK, content: nameDateSystem(content) };
  if (!/^xl\/worksheets\//.test(entry.name) && !content.includes("sheetData")) {
    return { name: entry.name, content };
  }
  return { name: entry.name, content: prepareSheet(content.toString("utf8")) };
}

/** The reader knows only one of the words for true, and would read all dates four years too early. */
function nameDateSystem(workbook: Buffer): string {
  return workbook.toString("utf8").replace(/(\sdate1904\s*=\s*["'])(?:true|on)(["'])/g, "$11$2");
}

/** The number of the first sheet that a reader of the workbook sees, from 1. */
function findVisibleSheet(files: readonly FileEntry[]): number {
  const workbook = files.find(({ name }) => name === WORKBOOK)?.content.toString() ?? "";
  const sheets = [...workbook.matchAll(/<(?:[^\s<>/:]+:)?sheet\s([^>]*)>/g)];
  const visible = sheets.findIndex(
    ([, attributes = ""]) => !/\sstate\s*=\s*["'](?:hidden|veryHidden)["']/.test(` ${attributes}`),
  );
  return visible === -1 ? 1 : visible + 1;
}

/** Excel keeps 15 digits of a number and fills the others with zeros. */
const MAX_DIGITS = 15;

function readNumber(text: string): JsonNumber | number {
  const number = Number(text);
  if (Number.isNaN(number)) throw new TypeError(`The number ${text} of a cell is none.`);
  return Number.isInteger(number) && Math.abs(number) >= 10 ** MAX_DIGITS
    ? new JsonNumber(number.toExponential())
    : number;
}

const FIRST_TRUE_DAY = Date.UTC(1900, 2, 1);

function toValue(cell: unknown): SheetValue {
  if (cell instanceof JsonNumber) return cell;
  if (cell === null || cell === undefined) return "";
  if (!(cell instanceof Date)) return String(cell);
  // A workbook stores a part of a day, which no fraction hits exactly.
  const seconds = new Date(Math.round(cell.getTime() / 1000) * 1000);
  const [date = "", time = ""] = seconds.toISOString().split("T");
  // Excel counts a 29 February 1900, so that the days before it are not what they seem.
  if (seconds.getTime() < FIRST_TRUE_DAY) return `${date} (before 1 March 1900)`;
  return time.startsWith("00:00:00") ? date : `${date} ${time.slice(0, 8)}`;
}
