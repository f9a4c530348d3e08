import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, type Parser, parse } from "csv-parse";
import { AppError } from "@/lib/errors";
import { restoreText } from "@/lib/spreadsheet-text";
import { findHeaderError } from "./columns";
import { createFileError, MAX_ROW_BYTES, requireText } from "./file-error";
import type { RawRow } from "./raw-row";

/**
 * Streams CSV (RFC 4180, UTF-8, with or without BOM) row by row.
 * @throws AppError naming the line or row if the whole file must be rejected.
 */
export async function* readCsv(source: AsyncIterable<Uint8Array>): AsyncGenerator<RawRow> {
  const ending: FileEnding = { isComplete: true };
  const parser = parse({
    columns: false,
    encoding: null,
    max_record_size: MAX_ROW_BYTES,
    record_delimiter: ["\r\n", "\n"],
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const feeding = pipeline(Readable.from(watchEnding(requireText(source, "CSV"), ending)), parser);
  // A failure also ends the iteration below, which throws it.
  feeding.catch(() => undefined);
  try {
    yield* readRecords(parser, ending);
  } catch (error) {
    throw toFileError(error);
  } finally {
    parser.destroy();
  }
}

/** `isComplete`: whether the last byte so far is a line end. */
type FileEnding = { isComplete: boolean };

async function* watchEnding(
  source: AsyncIterable<Buffer>,
  ending: FileEnding,
): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    if (chunk.length > 0) ending.isComplete = chunk.at(-1) === 0x0a;
    yield chunk;
  }
}

async function* readRecords(parser: Parser, ending: FileEnding): AsyncGenerator<RawRow> {
  let header: readonly string[] | null = null;
  // A row with too few cells. Only the next row shows whether the file was truncated in it.
  let shortRow: RawRow | null = null;
  let rowNumber = 0;
  for await (const record of parser) {
    if (shortRow !== null) yield shortRow;
    shortRow = null;
    const fields = toFields(record);
    if (header === null) {
      header = readHeader(fields);
      continue;
    }
    rowNumber += 1;
    const row = readRow(header, fields, rowNumber);
    if (fields.length < header.length) shortRow = row;
    else yield row;
  }
  if (header === null) {
    throw createFileError(
      "The file is empty: it needs a header line with the names of its columns.",
    );
  }
  if (shortRow === null) return;
  if (!ending.isComplete) {
    throw createFileError(
      `The file ends in the middle of row ${rowNumber}, so a part of it is missing.`,
    );
  }
  yield shortRow;
}

function readHeader(fields: readonly Buffer[]): readonly string[] {
  const header = fields.map((field) => field.toString("utf8").trim());
  if (fields.some((field) => !isUtf8(field) || field.includes(0))) {
    throw createFileError("This is not a CSV file: its first line is not UTF-8 text.");
  }
  const problem = findHeaderError(header);
  if (problem !== null) throw createFileError(problem);
  return header;
}

function readRow(header: readonly string[], fields: readonly Buffer[], rowNumber: number): RawRow {
  const invalidIndex = fields.findIndex((field) => !isUtf8(field));
  if (invalidIndex !== -1) {
    throw createFileError(
      `Row ${rowNumber}, ${header[invalidIndex] ?? `cell ${invalidIndex + 1}`}: this is not UTF-8 text. Save the file as “CSV UTF-8”.`,
    );
  }
  const cells = Object.fromEntries(
    fields.map((field, index) => [
      header[index] ?? `cell ${index + 1}`,
      restoreText(field.toString("utf8")),
    ]),
  );
  const error =
    fields.length === header.length
      ? null
      : {
          field: "row",
          reason: `The row has ${fields.length} cells, but the header line has ${header.length}.`,
        };
  return { rowNumber, given: cells, cells, error };
}

/** With `columns: false` and `encoding: null` each record is an array of buffers. The parser's types lack this. */
function toFields(record: unknown): readonly Buffer[] {
  return record as readonly Buffer[];
}

function toFileError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof CsvError)) return error;
  const records = Number(error.records);
  const location = records > 0 ? `Row ${records}` : "The header line";
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return createFileError(
        `${location} begins a quoted cell that is never closed: a quote is wrong, or a part of the file is missing.`,
        error,
      );
    case "CSV_MAX_RECORD_SIZE":
      return createFileError(`${location} is longer than 1 MB, or lacks a closing quote.`, error);
    default:
      return createFileError(
        `${location} has a quote in the wrong place. Quote the whole cell and double the quotes in it (RFC 4180).`,
        error,
      );
  }
}
