/** The column that sorts a table, and the direction. */
export type Sorting<Column extends string = string> = {
  readonly sort: Column;
  readonly isDescending: boolean;
};

/** The order in a URL: a leading `-` sorts from the highest down. */
export function formatSorting<Column extends string>({
  sort,
  isDescending,
}: Sorting<Column>): Column | `-${Column}` {
  return isDescending ? `-${sort}` : sort;
}

/** Returns the default where the text names no column. */
export function parseSorting<Column extends string>(
  text: string | null,
  columns: readonly Column[],
  defaultSorting: Sorting<Column>,
): Sorting<Column> {
  const sort = columns.find((column) => text === column || text === `-${column}`);
  return sort === undefined ? defaultSorting : { sort, isDescending: text !== sort };
}
