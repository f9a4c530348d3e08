import { removeInvisible } from "@/lib/ingest/readers/raw-row";

/** A name of a column as it is compared: `Due Date`, `due_date` and `dueDate` are one; a zone in it is left out. */
export function normalizeColumnName(name: string): string {
  return removeInvisible(name)
    .replace(ZONE, "")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .replace(/\s*\/\s*/g, "/")
    .trim();
}

const ZONE = /\s*\((UTC|GMT|Z)\)\s*$/i;

/** The zone in the name of a column, as in `Closed At (UTC)`; null where it has none. */
export function findZoneInName(name: string): "UTC" | null {
  return ZONE.test(name) ? "UTC" : null;
}

/** The known name that needs the fewest changes of letters; null where none is near. */
export function findNearest(name: string, known: readonly string[]): string | null {
  const rated = known.map((other) => ({ other, distance: measureDistance(name, other) }));
  const [best] = rated.toSorted((one, other) => one.distance - other.distance);
  return best !== undefined && best.distance <= Math.max(2, name.length / 3) ? best.other : null;
}

/** Letters to add, remove or change (Levenshtein). */
function measureDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (const [place, candidate] of [...other].entries()) {
      const change = (row[place] ?? 0) + (letter === candidate ? 0 : 1);
      next.push(Math.min(change, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
