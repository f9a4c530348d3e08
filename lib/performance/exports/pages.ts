import { readAgain } from "@/lib/db/read-again";

/**
 * All rows of a list, a page at a time, each page after the last row of the one before. Nothing is kept between two
 * pages: no connection, no transaction, no rows. So a page after the first is read again where no connection to the
 * database is to be had; the error of the first one is a response.
 *
 * @param read returns at most `length` rows after a row, or the first ones.
 */
export async function* readPages<Row>(
  length: number,
  read: (last: Row | null) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  let last: Row | null = null;
  for (;;) {
    const page: readonly Row[] =
      last === null ? await read(null) : await readAgain(() => read(last));
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
