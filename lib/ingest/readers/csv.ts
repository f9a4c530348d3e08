import { readRecords } from "./csv-records";
import type { Dialect } from "./dialect";
import { decodeFile, type Encoding } from "./encoding";
import { createFileError } from "./file-error";
import type { FileSource } from "./file-source";
import { type Column, type RawRow, removeInvisible } from "./raw-row";
import type { SheetValue } from "./xlsx";

export type CsvFormat = Dialect & {
  readonly encoding: Encoding;
  readonly columns: readonly Column[];
  /** Whether a last row without a line end is complete, as the user says. */
  readonly isComplete: boolean;
};

const LINE_ENDS = [0x0a, 0x0d];
const QUOTE = 0x22;

/**
 * Streams the rows after the header. Rows of blank cells are no rows.
 * @throws AppError naming the row if the whole file must be rejected.
 */
export async function* readCsv(source: FileSource, format: CsvFormat): AsyncGenerator<RawRow> {
  const skipped = format.headerIndex + 1;
  const ending = { lastByte: null };
  const bytes = decodeFile(source, format.encoding);
  let record = 0;
  let rowNumber = 0;
  // Only the end of the file shows whether its last row may be cut.
  let last: RawRow | null = null;
  for await (const { fields } of readRecords(bytes, format.delimiter, { skipped, ending })) {
    record += 1;
    if (record <= skipped) continue;
    const cells = fields.map((field) => field.toString("utf8"));
    if (cells.every(isBlank)) continue;
    if (last !== null) yield last;
    rowNumber += 1;
    last = readRow(format.columns, cells, rowNumber);
  }
  if (last === null) {
    throw createFileError("The file has a header line, but no rows.");
  }
  if (!format.isComplete && !endsWhole(ending.lastByte)) throw createCutError(rowNumber);
  yield last;
}

/** The rows of a sheet after its header. */
export async function* readTableRows(
  records: readonly (readonly SheetValue[])[],
  columns: readonly Column[],
): AsyncGenerator<RawRow> {
  let rowNumber = 0;
  for (const cells of records) {
    if (cells.every(isBlank)) continue;
    rowNumber += 1;
    yield readRow(columns, cells, rowNumber);
  }
  if (rowNumber === 0) throw createFileError("The file has a header line, but no rows.");
}

function isBlank(cell: SheetValue): boolean {
  return typeof cell === "string" && cell.trim() === "";
}

function endsWhole(lastByte: number | null): boolean {
  return lastByte === QUOTE || (lastByte !== null && LINE_ENDS.includes(lastByte));
}

function createCutError(rowNumber: number) {
  return createFileError(
    `The file ends in the middle of row ${rowNumber}, without a line end: a part of it may be missing. If the row is whole, end it with a line end or add --complete.`,
  );
}

function readRow(
  columns: readonly Column[],
  cells: readonly SheetValue[],
  rowNumber: number,
): RawRow {
  const given = Object.fromEntries(
    cells.flatMap((cell, index) => {
      const key = columns[index]?.key;
      if (key !== undefined) return [[key, cell]];
      return isBlank(cell) ? [] : [[`cell ${index + 1}`, cell]];
    }),
  );
  if (repeatsHeader(columns, cells, rowNumber)) {
    return {
      rowNumber,
      given,
      error: { field: "row", reason: "The row repeats the header line." },
    };
  }
  const width = cells.findLastIndex((cell) => !isBlank(cell)) + 1;
  const error =
    width <= columns.length
      ? null
      : {
          field: "row",
          reason: `The row has ${width} cells, but the header line has ${columns.length}.`,
        };
  return { rowNumber, given, error };
}

/**
 * Whether files were joined with their header lines.
 * @throws AppError for another order of the columns: the rows after it would be misread.
 */
function repeatsHeader(
  columns: readonly Column[],
  cells: readonly SheetValue[],
  rowNumber: number,
): boolean {
  const isName = (cell: SheetValue | undefined) =>
    typeof cell === "string" && columns.some(({ name }) => name === removeInvisible(cell));
  const filled = cells.filter((cell) => !isBlank(cell));
  if (filled.length < MIN_NAMES || !isName(filled[0]) || !filled.every(isName)) return false;
  const isSame = cells.every((cell, index) => isBlank(cell) || isNameOf(cell, columns[index]));
  if (isSame) return true;
  throw createFileError(
    `Row ${rowNumber} is another header line, with its columns in another order. Import each part of the file on its own.`,
  );
}

/** Of a row with fewer cells, each can be the name of a column by chance. */
const MIN_NAMES = 3;

function isNameOf(cell: SheetValue, column: Column | undefined): boolean {
  return typeof cell === "string" && column?.name === removeInvisible(cell);
}
