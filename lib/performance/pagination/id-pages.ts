import { createIdCursor, parseIdCursor } from "./list-cursor";

/** Where a list in the order of its ids goes on. @throws AppError `invalid_request` for what no list has given. */
export function listAfterCursor({
  limit,
  cursor,
}: {
  readonly limit: number;
  readonly cursor?: string | undefined;
}) {
  // One more than asked for tells whether there are more.
  return {
    after: cursor === undefined ? 0 : Number(parseIdCursor(cursor, "integer")),
    limit: limit + 1,
  };
}

/** The rows of a page, and the way to the next one. */
export function cutIdPage<Row extends { readonly id: number }>(
  found: readonly Row[],
  { limit }: { readonly limit: number },
): { readonly rows: readonly Row[]; readonly next_cursor: string | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  return { rows, next_cursor: hasMore ? createIdCursor(BigInt(last.id)) : null };
}
