import { normalizeColumnName } from "@/lib/ingest/mapping/column-name";
import type { Mapping } from "@/lib/ingest/mapping/mapping";
import { moreTrackers } from "./more-trackers";
import { ownFormat } from "./own-format";
import { firstTrackers } from "./trackers";

/** The built-in mappings. A file with the columns of the import format is in it. */
export const builtInMappings: readonly Mapping[] = [ownFormat, ...firstTrackers, ...moreTrackers];

const knownNames = new Set(
  builtInMappings.flatMap(({ columns, signature }) =>
    [...Object.values(columns).flat(), ...signature.flat()].map((name) => name),
  ),
);

export function isKnownColumnName(name: string): boolean {
  return knownNames.has(normalizeColumnName(name));
}

/** Of the builtInMappings whose columns a file has, the one with the most of them; null where none fits. */
export function recognizeMapping(names: readonly string[]): Mapping | null {
  const present = new Set(names.map(normalizeColumnName));
  const fitting = builtInMappings.filter(({ signature }) =>
    signature.every((alternatives) => alternatives.some((name) => present.has(name))),
  );
  const own = fitting.find(({ name }) => name === ownFormat.name);
  return (
    own ?? fitting.toSorted((one, other) => count(other, present) - count(one, present))[0] ?? null
  );
}

function count({ columns, signature }: Mapping, present: ReadonlySet<string>): number {
  const names = new Set([...Object.values(columns).flat(), ...signature.flat()]);
  return [...names].filter((name) => present.has(name)).length;
}
