import { expect, it, vi } from "vitest";
import { readPages } from "@/lib/performance/exports/pages";

const noConnection = new Error("timeout exceeded when trying to connect");
const rows = [1, 2, 3, 4, 5];

/** Reads from the rows, but throws these errors first at the given row. */
function createRead(failAfter: number | null, errors: Error[]) {
  return vi.fn(async (last: number | null) => {
    const error = last === failAfter ? errors.shift() : undefined;
    if (error !== undefined) throw error;
    const from = last === null ? 0 : rows.indexOf(last) + 1;
    return await Promise.resolve(rows.slice(from, from + 2));
  });
}

async function collect(pages: AsyncIterable<readonly number[]>): Promise<number[]> {
  const all: number[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

it("reads a later page again when no connection to the database was to be had, and loses no row", async () => {
  const read = createRead(2, [
    noConnection,
    Object.assign(new Error("shutdown"), { code: "57P01" }),
  ]);
  expect(await collect(readPages(2, read))).toEqual(rows);
  expect(read).toHaveBeenCalledTimes(5);
});

it("throws at once where the first page cannot be read, so that the response says so", async () => {
  const read = createRead(null, [noConnection]);
  await expect(collect(readPages(2, read))).rejects.toThrow(noConnection);
  expect(read).toHaveBeenCalledTimes(1);
});

it("throws any other error of a later page at once", async () => {
  const read = createRead(2, [new Error("a mistake")]);
  await expect(collect(readPages(2, read))).rejects.toThrow("a mistake");
  expect(read).toHaveBeenCalledTimes(2);
});
