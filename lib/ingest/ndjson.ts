import { isUtf8 } from "node:buffer";
import { isColumnName } from "./columns";
import { createFileError, LONGEST_ROW_BYTES, requireText } from "./file-error";
import type { RawRow } from "./raw-row";

const LINE_FEED = 0x0a;

/**
 * Reads NDJSON (a JSON object a line, UTF-8) row by row; no more than one line is in memory. Blank
 * lines are no rows.
 * @throws AppError naming the row where the file as a whole cannot be trusted.
 */
export async function* readNdjson(source: AsyncIterable<Uint8Array>): AsyncGenerator<RawRow> {
  let rowNumber = 0;
  for await (const { bytes, isWhole } of readLines(requireText(source, "NDJSON"))) {
    if (!isUtf8(bytes)) {
      throw createFileError(`Row ${rowNumber + 1} is not UTF-8 text.`);
    }
    const text = bytes.toString("utf8").trim();
    if (text === "") continue;
    rowNumber += 1;
    const row = readRow(text, rowNumber);
    if (row.fault?.field === "row" && !isWhole) {
      throw createFileError(
        `The file ends in the middle of row ${rowNumber}, so a part of it is missing.`,
      );
    }
    yield row;
  }
}

type Line = { readonly bytes: Buffer; readonly isWhole: boolean };

async function* readLines(source: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let length = 0;
  let lineNumber = 1;
  for await (const chunk of source) {
    let from = 0;
    while (from <= chunk.length) {
      const found = chunk.indexOf(LINE_FEED, from);
      const end = found === -1 ? chunk.length : found;
      length += end - from;
      if (length > LONGEST_ROW_BYTES) {
        throw createFileError(`Line ${lineNumber} is longer than 1 MB.`);
      }
      parts.push(chunk.subarray(from, end));
      if (found === -1) break;
      yield { bytes: Buffer.concat(parts, length), isWhole: true };
      parts = [];
      length = 0;
      lineNumber += 1;
      from = end + 1;
    }
  }
  if (length > 0) yield { bytes: Buffer.concat(parts, length), isWhole: false };
}

function readRow(text: string, rowNumber: number): RawRow {
  const value = parseJson(text);
  if (!isObject(value)) {
    return refuse(text, rowNumber, "row", "The line is not a JSON object.");
  }
  const [unknown] = Object.keys(value).filter((name) => !isColumnName(name));
  if (unknown !== undefined) {
    return refuse(text, rowNumber, toPlainName(unknown), "No import knows a field of this name.");
  }
  const [deep] = Object.entries(value).filter(([, cell]) => !isShallow(cell));
  if (deep !== undefined) {
    return refuse(
      text,
      rowNumber,
      deep[0],
      `${deep[0]} must be text, a number or a list of texts.`,
    );
  }
  return { rowNumber, given: value, cells: value, fault: null };
}

/** The line is kept as text: what is nested deeply enough could not even be written again. */
function refuse(text: string, rowNumber: number, field: string, reason: string): RawRow {
  return { rowNumber, given: { row: text }, cells: {}, fault: { field, reason } };
}

const LONGEST_NAME = 60;

function toPlainName(name: string): string {
  return [...name]
    .slice(0, LONGEST_NAME)
    .join("")
    .replace(/[\p{Cc}\p{Surrogate}]/gu, "\uFFFD");
}

function isShallow(cell: unknown): boolean {
  const isSimple = (value: unknown) => typeof value !== "object" || value === null;
  return isSimple(cell) || Object.values(cell ?? {}).every(isSimple);
}

/** Undefined where it is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
