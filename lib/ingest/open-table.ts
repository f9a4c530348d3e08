import { isKnownColumnName } from "./built-in/built-in-mappings";
import { readCsv, readTableRows } from "./readers/csv";
import { type Dialect, findHeader, recognizeDialect } from "./readers/dialect";
import { decodeFile, type Encoding, recognizeEncoding } from "./readers/encoding";
import { requireOneEncoding } from "./readers/encoding-errors";
import { createFileError, rejectMarkup } from "./readers/file-error";
import { type FileSource, limitFileSize, readStart, readWhole } from "./readers/file-source";
import { readNdjson } from "./readers/ndjson";
import { type Column, type RawRow, toColumns } from "./readers/raw-row";
import { isWorkbook, MAX_WORKBOOK_BYTES, readWorkbook, type SheetValue } from "./readers/xlsx";

export const importFormats = ["csv", "ndjson", "xlsx"] as const;
export type ImportFormat = (typeof importFormats)[number];

/** What the caller knows of a file; what is absent is recognized. */
export type TableChoices = {
  readonly format?: ImportFormat;
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  /** Whether the last row is whole although no line end follows it. */
  readonly isComplete?: boolean;
};

/** A file as columns and rows, whatever it is written in. */
export type Table = {
  readonly format: ImportFormat;
  readonly columns: readonly Column[];
  readonly rows: () => AsyncIterable<RawRow>;
  /** How it is written, as a sentence. */
  readonly description: string;
};

const SAMPLE_BYTES = 262_144;

/**
 * @param isKnownName whether a name is one of a column: the line with the most of them is the header.
 * @throws AppError for a file that is no table.
 */
export async function openTable(
  whole: FileSource,
  choices: TableChoices,
  isKnownName: (name: string) => boolean = isKnownColumnName,
): Promise<Table> {
  const source = limitFileSize(whole);
  const start = await readStart(source, SAMPLE_BYTES);
  if (start.length === 0) {
    throw createFileError(
      "The file is empty: it needs a header line with the names of its columns.",
    );
  }
  if (isWorkbook(start)) return openWorkbook(source, isKnownName);
  if (choices.format === "xlsx") throw createFileError("This is not an Excel workbook (XLSX).");
  const encoding = choices.encoding ?? (await recognizeEncoding(source));
  const sample = await readText(source, encoding);
  rejectMarkup(sample);
  const format = choices.format ?? (looksLikeJson(sample) ? "ndjson" : "csv");
  return format === "ndjson"
    ? openNdjson(source, encoding)
    : openCsv(source, { encoding, sample, choices, isKnownName });
}

/** The beginning of an object, or of a list of objects; `[Report]` before a table is none. */
function looksLikeJson(sample: string): boolean {
  return /^\s*(?:\{\s*(?:["}]|$)|\[\s*(?:[{\]]|$))/.test(sample);
}

async function readText(source: FileSource, encoding: Encoding): Promise<string> {
  const sample = await readStart({ open: () => decodeFile(source, encoding) }, SAMPLE_BYTES);
  return new TextDecoder("utf-8").decode(sample, { stream: true });
}

type CsvInput = {
  readonly encoding: Encoding;
  readonly sample: string;
  readonly choices: TableChoices;
  readonly isKnownName: (name: string) => boolean;
};

async function openCsv(
  source: FileSource,
  { encoding, sample, choices, isKnownName }: CsvInput,
): Promise<Table> {
  const found = recognizeDialect(sample, isKnownName, choices.delimiter);
  if (found === null) {
    throw createFileError(
      "The file is empty: it needs a header line with the names of its columns.",
    );
  }
  const dialect: Dialect = { delimiter: found.delimiter, headerIndex: found.headerIndex };
  if (encoding === "windows-1252" && choices.encoding === undefined) {
    await requireOneEncoding(source, dialect);
  }
  const columns = toColumns(found.header);
  const format = { ...dialect, encoding, columns, isComplete: choices.isComplete === true };
  return {
    format: "csv",
    columns,
    rows: () => readCsv(source, format),
    description: `CSV separated by ${nameDelimiter(dialect.delimiter)}, in ${encoding.toUpperCase()}`,
  };
}

function nameDelimiter(delimiter: string): string {
  return { ",": "commas", ";": "semicolons", "\t": "tabs" }[delimiter] ?? `“${delimiter}”`;
}

async function openNdjson(source: FileSource, encoding: Encoding): Promise<Table> {
  if (encoding === "windows-1252") {
    throw createFileError("NDJSON must be UTF-8, and this file is not.");
  }
  const rows = () => readNdjson(decodeFile(source, encoding));
  const names = new Set<string>();
  for await (const { given, error } of rows()) {
    if (error === null) for (const name of Object.keys(given)) names.add(name);
    if (names.size > MAX_NAMES) throw createFileError("The objects have more than 1,000 names.");
  }
  return {
    format: "ndjson",
    columns: [...names].map((name) => ({ name, key: name })),
    rows,
    description: `NDJSON in ${encoding.toUpperCase()}`,
  };
}

const MAX_NAMES = 1000;

async function openWorkbook(
  source: FileSource,
  isKnownName: (name: string) => boolean,
): Promise<Table> {
  const archive = await readWhole(limitFileSize(source, MAX_WORKBOOK_BYTES));
  const records = await readWorkbook(archive);
  const found = findHeader(
    records.slice(0, SEARCHED).map((record) => record.map(toHeaderText)),
    isKnownName,
  );
  if (found === null) throw createFileError("The first sheet of this workbook is empty.");
  const columns = toColumns(found.header);
  return {
    format: "xlsx",
    columns,
    rows: () => readTableRows(records.slice(found.headerIndex + 1), columns),
    description: "the first sheet of an Excel workbook",
  };
}

const SEARCHED = 20;

function toHeaderText(cell: SheetValue): string {
  return typeof cell === "string" ? cell : cell.text;
}
