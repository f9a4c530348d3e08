import { isUtf8 } from "node:buffer";
import { isColumnName } from "./columns";
import { createFileError, MAX_ROW_BYTES, requireText } from "./file-error";
import type { RawRow } from "./raw-row";

const LINE_FEED = 0x0a;

/**
 * Streams NDJSON (a JSON object on each line, UTF-8) line by line. Skips blank lines.
 * @throws AppError naming the row if the whole file must be rejected.
 */
export async function* readNdjson(source: AsyncIterable<Uint8Array>): AsyncGenerator<RawRow> {
  let rowNumber = 0;
  for await (const { bytes, isComplete } of readLines(requireText(source, "NDJSON"))) {
    if (!isUtf8(bytes)) {
      throw createFileError(`Row ${rowNumber + 1} is not UTF-8 text.`);
    }
    const text = bytes.toString("utf8").trim();
    if (text === "") continue;
    rowNumber += 1;
    const row = readRow(text, rowNumber);
    if (row.error?.field === "row" && !isComplete) {
      throw createFileError(
        `The file ends in the middle of row ${rowNumber}, so a part of it is missing.`,
      );
    }
    yield row;
  }
}

type Line = { readonly bytes: Buffer; readonly isComplete: boolean };

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
      if (length > MAX_ROW_BYTES) {
        throw createFileError(`Line ${lineNumber} is longer than 1 MB.`);
      }
      parts.push(chunk.subarray(from, end));
      if (found === -1) break;
      yield { bytes: Buffer.concat(parts, length), isComplete: true };
      parts = [];
      length = 0;
      lineNumber += 1;
      from = end + 1;
    }
  }
  if (length > 0) yield { bytes: Buffer.concat(parts, length), isComplete: false };
}

function readRow(text: string, rowNumber: number): RawRow {
  const value = parseJson(text);
  if (!isObject(value)) {
    return rejectRow(text, rowNumber, "row", "The line is not a JSON object.");
  }
  const [unknown] = Object.keys(value).filter((name) => !isColumnName(name));
  if (unknown !== undefined) {
    return rejectRow(
      text,
      rowNumber,
      toPlainName(unknown),
      "The import format has no field of this name.",
    );
  }
  const given = Object.values(value).every(isShallow) ? value : toGivenLine(text);
  return { rowNumber, given, cells: value, error: null };
}

function rejectRow(text: string, rowNumber: number, field: string, reason: string): RawRow {
  return { rowNumber, given: toGivenLine(text), cells: {}, error: { field, reason } };
}

/** Keeps a line as text, because a deeply nested value could not be serialized again. No cell may have one. */
function toGivenLine(text: string): RawRow["given"] {
  return { row: text };
}

const MAX_NAME_LENGTH = 60;

function toPlainName(name: string): string {
  return [...name]
    .slice(0, MAX_NAME_LENGTH)
    .join("")
    .replace(/[\p{Cc}\p{Surrogate}]/gu, "\uFFFD");
}

function isShallow(cell: unknown): boolean {
  const isSimple = (value: unknown) => typeof value !== "object" || value === null;
  return isSimple(cell) || Object.values(cell ?? {}).every(isSimple);
}

/** @returns undefined for invalid JSON. */
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
