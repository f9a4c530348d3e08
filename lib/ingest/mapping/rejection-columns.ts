/** The columns that a file of rejected rows has besides those of its import. An import ignores them. */
export const rejectionColumns = [
  ...(["rejected_row", "rejected_field", "rejected_reason"] as const),
  "rejected_settings",
] as const;

/** The column that says how the values of the imported file were read, because a part of it may not show that. */
export const [, , , settingsColumn] = rejectionColumns;

export function isRejectionColumn(name: string): boolean {
  return rejectionColumns.some((column) => column === name.trim().toLowerCase());
}

/** A spreadsheet takes such a cell for a formula. */
const FORMULA = /^'*[=+\-@\t\r]/;

/** An apostrophe keeps a spreadsheet from calculating the cell; `unescapeFormula` takes it away again. */
export function escapeFormula(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

export function unescapeFormula(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}
