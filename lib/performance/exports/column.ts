export type Cell = string | number | boolean | null;

/** A column of a file; `name` is the path of the same value in JSON. */
export type Column<Row> = {
  readonly name: string;
  readonly definition: string;
  /** Null for a name, a kind or an id. */
  readonly unit: string | null;
  readonly read: (row: Row) => Cell;
};

export function column<Row>(
  name: string,
  unit: string | null,
  definition: string,
  read: (row: Row) => Cell,
): Column<Row> {
  return { name, unit, definition, read };
}
