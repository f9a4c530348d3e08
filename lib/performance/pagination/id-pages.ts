import { createIdCursor, parseIdCursor } from "./list-cursor";

/**
 * The page of a list by id that a query asks for.
 * @throws AppError `invalid_request` for a cursor that no page returned.
 */
export function toIdPageRequest({
  limit,
  cursor,
}: {
  readonly limit: number;
  readonly cursor?: string | undefined;
}) {
  // One row more than the page, which tells whether there is a next page.
  return {
    after: cursor === undefined ? 0 : Number(parseIdCursor(cursor, "integer")),
    limit: limit + 1,
  };
}

/** The rows of a page, and the cursor of the next one. */
export function toIdPage<Row extends { readonly id: number }>(
  found: readonly Row[],
  { limit }: { readonly limit: number },
): { readonly rows: readonly Row[]; readonly next_cursor: string | null } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  return { rows, next_cursor: hasMore ? createIdCursor(BigInt(last.id)) : null };
}
