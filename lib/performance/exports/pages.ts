/**
 * All rows of a list, a page at a time, each page after the last row of the one before. Nothing is kept between two
 * pages: no connection, no transaction, no rows.
 *
 * @param read returns at most `length` rows after a row, or the first ones.
 */
export async function* readPages<Row>(
  length: number,
  read: (last: Row | null) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  let last: Row | null = null;
  for (;;) {
    const page: readonly Row[] = await read(last);
    yield page;
    last = page.at(-1) ?? null;
    if (last === null || page.length < length) return;
  }
}

/** The same pages with each row mapped. */
export async function* mapPages<Row, Mapped>(
  pages: AsyncIterable<readonly Row[]>,
  map: (row: Row) => Mapped,
): AsyncGenerator<readonly Mapped[]> {
  for await (const page of pages) yield page.map(map);
}
