import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { AppError } from "@/lib/errors";
import { createFileError, MAX_ROW_BYTES } from "./file-error";

/** `isComplete`: whether a line end follows the record; null until that is known. */
export type CsvRecord = { readonly fields: readonly Buffer[] };

/** Where a file ends: whether its last byte is a line end, or closes a quoted cell. */
export type FileEnding = { lastByte: number | null };

/**
 * Streams the records of CSV (RFC 4180) without blank lines. The bytes of a cell are in the encoding of the source.
 * @throws AppError naming the row if a quote is wrong or a row too long.
 */
export async function* readRecords(
  source: AsyncIterable<Uint8Array>,
  delimiter: string,
  options: { readonly skipped?: number; readonly ending?: FileEnding } = {},
): AsyncGenerator<CsvRecord> {
  const parser = parse({
    columns: false,
    delimiter,
    encoding: null,
    max_record_size: MAX_ROW_BYTES,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const ending = options.ending ?? { lastByte: null };
  const feeding = pipeline(Readable.from(watchEnding(source, ending)), parser);
  // A failure also ends the iteration below, which throws it.
  feeding.catch(() => undefined);
  try {
    for await (const record of parser) yield { fields: toFields(record) };
  } catch (error) {
    throw toFileError(error, options.skipped ?? 1);
  } finally {
    parser.destroy();
  }
}

async function* watchEnding(
  source: AsyncIterable<Uint8Array>,
  ending: FileEnding,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    if (chunk.length > 0) ending.lastByte = chunk.at(-1) ?? null;
    yield chunk;
  }
}

/** With `columns: false` and `encoding: null` each record is an array of buffers. The parser's types lack this. */
function toFields(record: unknown): readonly Buffer[] {
  return record as readonly Buffer[];
}

function toFileError(error: unknown, skipped: number): unknown {
  if (error instanceof AppError || !(error instanceof CsvError)) return error;
  const row = Number(error.records) - skipped + 1;
  const location = row > 0 ? `Row ${row}` : "The header line";
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
