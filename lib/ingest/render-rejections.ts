import { stringify } from "csv-stringify/sync";
import type { Rejection } from "@/lib/performance/imports/import-input";
import { neutralizeFormulas } from "@/lib/spreadsheet-text";
import { rejectionColumns } from "./mapping/rejection-columns";
import type { Column } from "./readers/raw-row";

/** Rejected rows in the columns of their file, with the reason, so that they can be imported again once mended. */
export type RejectionsFormat = {
  readonly header: (columns: readonly Column[]) => string;
  /** @param settings how the values of the file were read. */
  readonly rows: (
    rejections: readonly Rejection[],
    columns: readonly Column[],
    settings: string,
  ) => string;
};

/** CSV whose formulas are escaped for spreadsheets; an import takes the escapes away again. */
export const rejectionsAsCsv: RejectionsFormat = {
  header: (columns) =>
    toCsv([[...listShown(columns).map(({ name }) => name), ...rejectionColumns]]),
  rows: (rejections, columns, settings) =>
    toCsv(
      rejections.map(({ row, field, reason, given }) => [
        ...listShown(columns).map(({ key }) => toCell(given[key])),
        ...[String(row), field, reason, settings],
      ]),
    ),
};

export const rejectionsAsNdjson: RejectionsFormat = {
  header: () => "",
  rows: (rejections, _columns, settings) =>
    rejections
      .map(({ row, field, reason, given }) => {
        const [rowName, fieldName, reasonName, settingsName] = rejectionColumns;
        const why = { [rowName]: row, [fieldName]: field, [reasonName]: reason };
        return `${JSON.stringify({ ...given, ...why, [settingsName]: settings })}\n`;
      })
      .join(""),
};

/** A file of rejected rows that is rejected again has its reasons once. */
function listShown(columns: readonly Column[]): readonly Column[] {
  return columns.filter(({ name }) => !rejectionColumns.some((column) => column === name));
}

function toCell(cell: unknown): string {
  return neutralizeFormulas(toText(cell));
}

function toText(cell: unknown): string {
  if (cell === undefined || cell === null) return "";
  if (Array.isArray(cell)) return cell.map(toText).join(";");
  if (typeof cell !== "object") return String(cell);
  const { name, level }: { readonly name?: unknown; readonly level?: unknown } = { ...cell };
  if (typeof name !== "string") return JSON.stringify(cell);
  return level === undefined ? name : `${name}:${String(level)}`;
}

function toCsv(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { record_delimiter: "windows" },
  );
}
