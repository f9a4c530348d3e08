import { createInvalidCursorError } from "./ranking-cursor";

/** The largest id of a PostgreSQL `integer`, and the largest integer that a JavaScript number holds exactly. */
const LARGEST_ID = { integer: 2_147_483_647, bigint: Number.MAX_SAFE_INTEGER };

/** A position in a list from newest to oldest: an instant, and an id where entries share it. */
export type ListCursor = { readonly createdAt: Date; readonly id: bigint };

/** No entry takes effect outside these instants, and the database supports few beyond them. */
const earliest = new Date("1800-01-01T00:00:00Z");
const latest = new Date("2300-01-01T00:00:00Z");

/** An opaque cursor of a position, from which a caller continues. */
export function createEntryCursor({ createdAt, id }: ListCursor): string {
  return `${createdAt.getTime().toString(36)}_${id.toString(36)}`;
}

/** @throws AppError `invalid_request` for a cursor that no list returned. */
export function parseEntryCursor(cursor: string): ListCursor {
  const [, time, id] = /^(-?[0-9a-z]{1,9})_([0-9a-z]{1,10})$/.exec(cursor) ?? [];
  if (time === undefined || id === undefined) throw createInvalidCursorError();
  const createdAt = new Date(Number.parseInt(time, 36));
  if (createdAt < earliest || createdAt > latest) throw createInvalidCursorError();
  return { createdAt, id: BigInt(Number.parseInt(id, 36)) };
}

/** An opaque cursor of an id, for lists in the order of ids. */
export function createIdCursor(id: bigint): string {
  return id.toString(36);
}

/** @throws AppError `invalid_request` for a cursor that no list of such ids returned. */
export function parseIdCursor(cursor: string, kind: keyof typeof LARGEST_ID): bigint {
  const id = /^[0-9a-z]{1,11}$/.test(cursor) ? Number.parseInt(cursor, 36) : Number.NaN;
  if (!(id >= 1 && id <= LARGEST_ID[kind])) throw createInvalidCursorError();
  return BigInt(id);
}
