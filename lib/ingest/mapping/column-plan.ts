import { createFileError } from "@/lib/ingest/readers/file-error";
import type { Column } from "@/lib/ingest/readers/raw-row";
import {
  type FileFieldName,
  fileFieldNames,
  getField,
} from "@/lib/performance/domain/assignments/field-names";
import { findNearest, findZoneInName, normalizeColumnName } from "./column-name";
import { requiredColumnNames } from "./columns";
import type { Mapping } from "./mapping";
import { isRejectionColumn } from "./rejection-columns";

/** The columns of each field, the first to count first; and those that no field uses. */
export type ColumnPlan = {
  readonly byField: ReadonlyMap<FileFieldName, readonly Column[]>;
  readonly ignored: readonly Column[];
  /** The keys of columns that are used where the first one of their field is missing. */
  readonly substitutes: ReadonlySet<string>;
  /** Columns of the same name, of fields that have one value. */
  readonly repeated: readonly RepeatedColumns[];
};

export type RepeatedColumns = {
  readonly field: FileFieldName;
  readonly columns: readonly Column[];
};

/**
 * @param haveAll whether every row has all columns, as in a table; an object may lack some.
 * @throws AppError for a file without the columns of a required field, which names the nearest one.
 */
export function planColumns(
  mapping: Mapping,
  columns: readonly Column[],
  haveAll: boolean,
): ColumnPlan {
  const listNamed = (wanted: string) =>
    columns.filter(({ name }) => normalizeColumnName(name) === wanted);
  const byField = new Map<FileFieldName, readonly Column[]>();
  for (const field of fileFieldNames) {
    const found = (mapping.columns[field] ?? []).flatMap(listNamed);
    if (found.length > 0) byField.set(field, found);
  }
  const missing = requiredColumnNames.filter((name) => !byField.has(name));
  const mayLack =
    columns.length === 0 ? requiredColumnNames.length : requiredColumnNames.length - 1;
  if (missing.length > (haveAll ? 0 : mayLack)) {
    throw createMissingError(mapping, missing, columns);
  }
  const used = new Set([...byField.values()].flat());
  const others = listOtherNames(mapping);
  const ignored = columns.filter(
    (column) =>
      !used.has(column) &&
      !others.includes(normalizeColumnName(column.name)) &&
      !isRejectionColumn(column.name),
  );
  const substitutes = columns.filter(({ name }) =>
    namedInPlaceOf(mapping).includes(normalizeColumnName(name)),
  );
  return {
    byField,
    ignored,
    substitutes: new Set(substitutes.map(({ key }) => key)),
    repeated: [...byField].flatMap(([field, found]) => listRepeated(field, found)),
  };
}

function listRepeated(
  field: FileFieldName,
  columns: readonly Column[],
): readonly RepeatedColumns[] {
  if (getField(field).kind === "skills") return [];
  const byName = new Map<string, Column[]>();
  for (const column of columns) {
    const name = `${normalizeColumnName(column.name)} ${findZoneInName(column.name) ?? ""}`;
    byName.set(name, [...(byName.get(name) ?? []), column]);
  }
  return [...byName.values()]
    .filter((same) => same.length > 1)
    .map((same) => ({ field, columns: same }));
}

/** Which time of a tracker is the completion or the due date is worth saying. */
function namedInPlaceOf({ columns }: Mapping): readonly string[] {
  return [columns.completed_at, columns.due_at].flatMap((names) => names?.slice(1) ?? []);
}

function listOtherNames({ people, cancelledBy, statusFallback, completedByStatus }: Mapping) {
  return [people.nameColumn, cancelledBy?.column, statusFallback, completedByStatus?.trueColumn];
}

function createMissingError(
  mapping: Mapping,
  missing: readonly FileFieldName[],
  columns: readonly Column[],
) {
  const names = columns.map(({ name }) => name);
  const hints = missing.map((field) => {
    const wanted = mapping.columns[field]?.[0] ?? field;
    const near = findNearest(wanted, names.map(normalizeColumnName));
    const nearest = names.find((name) => normalizeColumnName(name) === near);
    return nearest === undefined
      ? `“${field}”`
      : `“${field}” (the nearest is “${shorten(nearest)}”)`;
  });
  const shown = names.slice(0, MAX_SHOWN).map((name) => `“${shorten(name)}”`);
  const more = names.length > MAX_SHOWN ? ` and ${names.length - MAX_SHOWN} more` : "";
  return createFileError(
    `The header line lacks ${hints.join(", ")}; it has ${shown.join(", ")}${more}. Name a built-in mapping with --preset or your own with --mapping.`,
  );
}

const MAX_SHOWN = 12;
const MAX_LENGTH = 60;

export function shorten(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
