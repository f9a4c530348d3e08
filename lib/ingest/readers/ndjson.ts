import { isUtf8 } from "node:buffer";
import { createFileError, MAX_ROW_BYTES } from "./file-error";
import { JsonTextError, parseJsonText } from "./json-text";
import { type RawRow, removeInvisible } from "./raw-row";

const LINE_FEED = 0x0a;

/**
 * Streams NDJSON (a JSON object on each line, UTF-8) line by line. Skips blank lines.
 * @param source in UTF-8 without a byte order mark.
 * @throws AppError naming the row if the whole file must be rejected.
 */
export async function* readNdjson(source: AsyncIterable<Uint8Array>): AsyncGenerator<RawRow> {
  let rowNumber = 0;
  for await (const { bytes, isComplete } of readLines(source)) {
    if (!isUtf8(bytes)) {
      throw createFileError(`Row ${rowNumber + 1} is not UTF-8 text.`);
    }
    const text = bytes.toString("utf8").trim();
    if (text === "") continue;
    rowNumber += 1;
    if (rowNumber === 1 && /^(?:\[|\{$)/.test(text)) throw createLinesError();
    const row = readRow(text, rowNumber);
    if (row.error?.field === "row" && !isComplete) {
      throw createFileError(
        `The file ends in the middle of row ${rowNumber}, so a part of it is missing.`,
      );
    }
    yield row;
  }
  if (rowNumber === 0) throw createFileError("The file is empty.");
}

function createLinesError() {
  return createFileError(
    "This is JSON over several lines or in a list. NDJSON has one object per line, without commas between them (jq -c writes it).",
  );
}

type Line = { readonly bytes: Buffer; readonly isComplete: boolean };

async function* readLines(source: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
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
  const { value, reason } = tryToParse(text);
  if (reason !== null || !isObject(value)) {
    const error = { field: "row", reason: reason ?? "The line is not a JSON object." };
    // Kept as text, because no columns of it are known.
    return { rowNumber, given: { row: text }, error };
  }
  const cells = Object.entries(value).map(([key, cell]) => [removeInvisible(key), cell] as const);
  // Object.fromEntries defines its keys, so that no key is a prototype.
  const given = Object.fromEntries(cells);
  const repeated = findRepeated(cells.map(([key]) => key));
  if (repeated === undefined) return { rowNumber, given, error: null };
  const error = { field: "row", reason: `The object has “${repeated}” twice.` };
  return { rowNumber, given, error };
}

function findRepeated(keys: readonly string[]): string | undefined {
  const known = new Set<string>();
  return keys.find((key) => known.size === known.add(key).size);
}

function tryToParse(text: string): { readonly value: unknown; readonly reason: string | null } {
  try {
    return { value: parseJsonText(text), reason: null };
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    return { value: null, reason: error.isRepeatedKey ? error.message : null };
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
