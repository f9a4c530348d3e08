import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, type Parser, parse } from "csv-parse";
import { AppError } from "@/lib/errors";
import { findHeaderError } from "./columns";
import { createFileError, LONGEST_ROW_BYTES, requireText } from "./file-error";
import type { RawRow } from "./raw-row";

/**
 * Reads CSV (RFC 4180, UTF-8, with or without BOM) row by row; no more than one row is in memory.
 * @throws AppError naming the line or row where the file as a whole cannot be trusted.
 */
export async function* readCsv(source: AsyncIterable<Uint8Array>): AsyncGenerator<RawRow> {
  const ending: Ending = { isWhole: true };
  const parser = parse({
    columns: false,
    encoding: null,
    max_record_size: LONGEST_ROW_BYTES,
    record_delimiter: ["\r\n", "\n"],
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const feeding = pipeline(Readable.from(watchEnding(requireText(source, "CSV"), ending)), parser);
  // Its failure also ends the iteration below, which tells of it.
  feeding.catch(() => undefined);
  try {
    yield* readRecords(parser, ending);
  } catch (error) {
    throw toFileFault(error);
  } finally {
    parser.destroy();
  }
}

/** Whether the last byte so far was a line's end. */
type Ending = { isWhole: boolean };

async function* watchEnding(source: AsyncIterable<Buffer>, ending: Ending): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    if (chunk.length > 0) ending.isWhole = chunk.at(-1) === 0x0a;
    yield chunk;
  }
}

async function* readRecords(parser: Parser, ending: Ending): AsyncGenerator<RawRow> {
  let header: readonly string[] | null = null;
  // A row with too few cells: only what follows tells whether the file was cut off within it.
  let held: RawRow | null = null;
  let rowNumber = 0;
  for await (const record of parser) {
    if (held !== null) yield held;
    held = null;
    const fields = asFields(record);
    if (header === null) {
      header = readHeader(fields);
      continue;
    }
    rowNumber += 1;
    const row = readRow(header, fields, rowNumber);
    if (fields.length < header.length) held = row;
    else yield row;
  }
  if (header === null) {
    throw createFileError(
      "The file is empty: it needs a header line with the names of its columns.",
    );
  }
  if (held === null) return;
  if (!ending.isWhole) {
    throw createFileError(
      `The file ends in the middle of row ${rowNumber}, so a part of it is missing.`,
    );
  }
  yield held;
}

function readHeader(fields: readonly Buffer[]): readonly string[] {
  const header = fields.map((field) => field.toString("utf8").trim());
  if (fields.some((field) => !isUtf8(field) || field.includes(0))) {
    throw createFileError("This is no CSV file: its first line is not UTF-8 text.");
  }
  const fault = findHeaderError(header);
  if (fault !== null) throw createFileError(fault);
  return header;
}

function readRow(header: readonly string[], fields: readonly Buffer[], rowNumber: number): RawRow {
  const garbled = fields.findIndex((field) => !isUtf8(field));
  if (garbled !== -1) {
    throw createFileError(
      `Row ${rowNumber}, ${header[garbled] ?? `cell ${garbled + 1}`}: this is not UTF-8 text. Save the file as “CSV UTF-8”.`,
    );
  }
  const cells = Object.fromEntries(
    fields.map((field, index) => [header[index] ?? `cell ${index + 1}`, field.toString("utf8")]),
  );
  const fault =
    fields.length === header.length
      ? null
      : {
          field: "row",
          reason: `The row has ${fields.length} cells, but the header line has ${header.length}.`,
        };
  return { rowNumber, given: cells, cells, fault };
}

/** With `columns: false` and `encoding: null` each record is an array of buffers, which the parser's types do not say. */
function asFields(record: unknown): readonly Buffer[] {
  return record as readonly Buffer[];
}

function toFileFault(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof CsvError)) return error;
  const records = Number(error.records);
  const place = records > 0 ? `Row ${records}` : "The header line";
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return createFileError(
        `${place} begins a quoted cell that is never closed: a quote is wrong, or a part of the file is missing.`,
        error,
      );
    case "CSV_MAX_RECORD_SIZE":
      return createFileError(`${place} is longer than 1 MB, or lacks a closing quote.`, error);
    default:
      return createFileError(
        `${place} has a quote in the wrong place: a cell with quotes is quoted as a whole, and quotes in it are doubled (RFC 4180).`,
        error,
      );
  }
}
