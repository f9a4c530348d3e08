import { invalidCursor } from "./ranking-cursor";

/** The largest id of a PostgreSQL `integer`, and of what a JavaScript number holds exactly. */
const LARGEST_ID = { integer: 2_147_483_647, bigint: Number.MAX_SAFE_INTEGER };

/** A place in a list that runs from the newest to the oldest: an instant, and an id where two share it. */
export type ListCursor = { readonly createdAt: Date; readonly id: bigint };

/** Nothing takes effect before or after; the database knows no instants much further off. */
const earliest = new Date("1800-01-01T00:00:00Z");
const latest = new Date("2300-01-01T00:00:00Z");

/** A position as an opaque text for the caller to come back with. */
export function createEntryCursor({ createdAt, id }: ListCursor): string {
  return `${createdAt.getTime().toString(36)}_${id.toString(36)}`;
}

/** @throws AppError `invalid_request` for what no list has given. */
export function parseEntryCursor(cursor: string): ListCursor {
  const [, time, id] = /^(-?[0-9a-z]{1,9})_([0-9a-z]{1,10})$/.exec(cursor) ?? [];
  if (time === undefined || id === undefined) throw invalidCursor();
  const createdAt = new Date(Number.parseInt(time, 36));
  if (createdAt < earliest || createdAt > latest) throw invalidCursor();
  return { createdAt, id: BigInt(Number.parseInt(id, 36)) };
}

/** An id as an opaque text, for lists in the order of their ids. */
export function createIdCursor(id: bigint): string {
  return id.toString(36);
}

/** @throws AppError `invalid_request` for what no list of such ids has given. */
export function parseIdCursor(cursor: string, kind: keyof typeof LARGEST_ID): bigint {
  const id = /^[0-9a-z]{1,11}$/.test(cursor) ? Number.parseInt(cursor, 36) : Number.NaN;
  if (!(id >= 1 && id <= LARGEST_ID[kind])) throw invalidCursor();
  return BigInt(id);
}
