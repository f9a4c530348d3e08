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
