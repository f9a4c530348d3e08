import {
  fileFieldNames,
  sortByField,
  toKey,
} from "@/lib/performance/domain/assignments/field-names";
import { validateAssignment } from "@/lib/performance/domain/assignments/validate-assignment";
import { isDateOnly } from "@/lib/performance/domain/assignments/value-rules";
import type { AssignmentRow, RowError } from "@/lib/performance/imports/import-row";
import { readCell, toText } from "./cell";
import { type Cells, requiredColumnNames } from "./columns";

export type RowSettings = {
  /** The organization's time zone, for times without an offset. */
  readonly timeZone: string;
  readonly now: Date;
};

const columns = fileFieldNames.map((name) => ({
  name,
  key: toKey(name),
  isRequired: requiredColumnNames.includes(name),
}));

export type ParsedRow =
  | { readonly row: AssignmentRow; readonly errors: readonly [] }
  | { readonly row: null; readonly errors: readonly RowError[] };

/**
 * @param failed the errors of cells that could not be mapped to their fields.
 * @returns the parsed row, or all of its errors in the order of the columns.
 */
export function parseAssignmentRow(
  cells: Cells,
  settings: RowSettings,
  failed: readonly RowError[] = [],
): ParsedRow {
  const { row, errors } = readCells(cells, settings, new Set(failed.map(({ field }) => field)));
  const completedAt = toText(cells.completed_at);
  const completedAtIsDate = typeof completedAt === "string" && isDateOnly(completedAt);
  const all = [
    ...failed,
    ...errors,
    ...validateAssignment(row, settings.now, {
      completedAtIsDate,
      timeZone: settings.timeZone,
    }),
  ];
  // Each required cell has a value or an error, so a row without errors has all required keys.
  return all.length === 0
    ? { row: withPrecision(row as AssignmentRow, completedAtIsDate), errors: [] }
    : { row: null, errors: sortByField(all) };
}

function withPrecision(row: AssignmentRow, isDay: boolean): AssignmentRow {
  return isDay ? { ...row, completedPrecision: "day" } : row;
}

/** The row without its invalid cells. */
function readCells(cells: Cells, { timeZone }: RowSettings, failed: ReadonlySet<string>) {
  const errors: RowError[] = [];
  const values: [string, unknown][] = [];
  for (const { name, key, isRequired } of columns) {
    if (failed.has(name)) continue;
    // A column that the file lacks keeps the stored value.
    if (!isRequired && !Object.hasOwn(cells, name)) continue;
    const read = readCell(name, cells[name], timeZone);
    if ("value" in read) {
      if (read.value !== undefined) values.push([key, read.value]);
    } else {
      errors.push(...read.reasons.map((reason) => ({ field: name, reason })));
    }
  }
  // TypeScript cannot see that each key has a value of its field.
  const row = Object.fromEntries(values) as Partial<AssignmentRow>;
  return { row, errors };
}
