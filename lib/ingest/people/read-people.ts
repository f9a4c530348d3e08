import { toText } from "@/lib/ingest/mapping/cell";
import { openTable, type TableChoices } from "@/lib/ingest/open-table";
import { createFileError } from "@/lib/ingest/readers/file-error";
import type { FileSource } from "@/lib/ingest/readers/file-source";
import { type RawRow, removeInvisible } from "@/lib/ingest/readers/raw-row";
import {
  isPersonColumnName,
  mapPersonColumns,
  type PersonColumns,
  type PersonField,
} from "./person-columns";

/** The texts of a row; a field that the row does not give is absent. */
export type PersonCells = Readonly<Partial<Record<PersonField, string>>>;

export type PersonRow = {
  /** Counted from 1 after the header. */
  readonly row: number;
  readonly cells: PersonCells;
  /** Why the row cannot be read; null: it can. */
  readonly error: string | null;
};

export type PeopleFile = {
  readonly columns: PersonColumns;
  readonly rows: readonly PersonRow[];
};

/**
 * Reads a file of people.
 * @throws AppError `invalid_request` for a file that is no table, that names no people, or that has more than `maximum`
 * rows.
 */
export async function readPeople(
  source: FileSource,
  choices: TableChoices,
  maximum: number,
): Promise<PeopleFile> {
  const table = await openTable(source, choices, isPersonColumnName);
  const columns = mapPersonColumns(table.columns);
  requireNames(columns);
  const rows: PersonRow[] = [];
  for await (const raw of table.rows()) {
    const row = readRow(raw, columns);
    if (row === null) continue;
    if (rows.length === maximum) {
      throw createFileError(
        `The file has more than ${maximum} people. Split it into several files.`,
      );
    }
    rows.push(row);
  }
  if (rows.length === 0) throw createFileError("The file has a header line, but no people.");
  return { columns, rows };
}

function requireNames({ used, repeated }: PersonColumns): void {
  const [twice] = repeated;
  if (twice !== undefined) {
    throw createFileError(`More than one column could be “${twice}”. Keep one of them.`);
  }
  const names: readonly PersonField[] = ["username", "email", "display_name", "last_name"];
  if (!names.some((field) => used.has(field))) {
    throw createFileError(
      "No column says who a row is about: the file needs a column “username”, “email” or “name”.",
    );
  }
}

/** Null for a blank row. */
function readRow({ rowNumber, given, error }: RawRow, { used }: PersonColumns): PersonRow | null {
  const cells: Partial<Record<PersonField, string>> = {};
  for (const [field, { key }] of used) {
    const cell = toText(given[key]);
    const text = typeof cell === "string" ? removeInvisible(cell) : "";
    if (text !== "") cells[field] = text;
  }
  if (error === null && Object.keys(cells).length === 0) return null;
  return { row: rowNumber, cells, error: error?.reason ?? null };
}
