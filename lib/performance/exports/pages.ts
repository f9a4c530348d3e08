import { setTimeout as wait } from "node:timers/promises";
import { findSqlState } from "@/lib/db/sql-state";

/** Pauses before a page is read again, 25 s in all. */
const pauses = [100, 400, 1_500, 3_000, 5_000, 5_000, 10_000];

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
    const page: readonly Row[] = last === null ? await read(null) : await readAgain(read, last);
    yield page;
    last = page.at(-1) ?? null;
    if (last === null || page.length < length) return;
  }
}

async function readAgain<Row>(
  read: (last: Row) => Promise<readonly Row[]>,
  last: Row,
): Promise<readonly Row[]> {
  for (const pause of pauses) {
    try {
      return await read(last);
    } catch (error) {
      if (!/^(08|53300|57P0)/.test(findSqlState(error) ?? "")) throw error;
      await wait(pause);
    }
  }
  return await read(last);
}

/** The same pages with each row mapped. */
export async function* mapPages<Row, Mapped>(
  pages: AsyncIterable<readonly Row[]>,
  map: (row: Row) => Mapped,
): AsyncGenerator<readonly Mapped[]> {
  for await (const page of pages) yield page.map(map);
}
