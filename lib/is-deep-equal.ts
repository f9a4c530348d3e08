import { isDeepStrictEqual } from "node:util";

/** Whether two values of JSON are equal, whatever the order of their keys. */
export function isDeepEqual(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other);
}
