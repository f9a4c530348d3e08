/**
 * Everything in a list, a page at a time, each asked for by the last row of the one before. Nothing is held between two
 * pages: no connection, no transaction, no rows.
 *
 * @param read at most `length` rows that follow a row, or the first.
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

/** The same pages with each row in another form. */
export async function* mapPages<Row, Mapped>(
  pages: AsyncIterable<readonly Row[]>,
  map: (row: Row) => Mapped,
): AsyncGenerator<readonly Mapped[]> {
  for await (const page of pages) yield page.map(map);
}
