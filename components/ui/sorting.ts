/** By which column a table is sorted, and which way. */
export type Sorting<Column extends string = string> = {
  readonly sort: Column;
  readonly isDescending: boolean;
};

/** As it stands in an address: with `-` in front from the highest down. */
export function sortingText<Column extends string>({
  sort,
  isDescending,
}: Sorting<Column>): Column | `-${Column}` {
  return isDescending ? `-${sort}` : sort;
}

/** Whatever is no column of the table counts as not there. */
export function parseSorting<Column extends string>(
  text: string | null,
  columns: readonly Column[],
  preset: Sorting<Column>,
): Sorting<Column> {
  const sort = columns.find((column) => text === column || text === `-${column}`);
  return sort === undefined ? preset : { sort, isDescending: text !== sort };
}
