import { builtInMappings } from "@/lib/ingest/built-in/built-in-mappings";
import { ownFormat } from "@/lib/ingest/built-in/own-format";
import type { FileChoices } from "@/lib/ingest/open-assignments";
import { parseParams } from "@/lib/invalid-params";
import { type MappingFile, mappingFile } from "@/lib/performance/imports/mapping-schemas";
import { normalizeColumnName } from "./column-name";
import { normalizeWord } from "./mapping";

export type ReadMapping = {
  readonly choices: FileChoices;
  readonly aliases: MappingFile["aliases"];
};

/** @returns the mapping, or a sentence that says what is wrong with it. */
export function readMappingFile(text: string): ReadMapping | string {
  const parsed = parseParams(mappingFile, tryToParse(text), "");
  if ("invalid" in parsed) {
    const [first] = parsed.invalid;
    const place = first?.name ?? "";
    return `The mapping is not valid${place === "" ? "" : ` (${place})`}: ${first?.reason ?? "it is no JSON"}.`;
  }
  return { choices: toFileChoices(parsed.data), aliases: parsed.data.aliases };
}

function tryToParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How a mapping says that a file is read. */
export function toFileChoices(file: MappingFile): FileChoices {
  const base = builtInMappings.find(({ name }) => name === file.base) ?? ownFormat;
  const columns = Object.entries(file.columns).map(([field, wanted]) => [
    field,
    [wanted].flat().map(normalizeColumnName),
  ]);
  const words = Object.entries(file.status).map(([word, value]) => [normalizeWord(word), value]);
  const numbers = Object.entries(file.difficulty).map(([text, number]) => [
    normalizeWord(text),
    String(number),
  ]);
  return {
    mapping: {
      ...base,
      name: "own",
      label: "your mapping",
      columns: { ...base.columns, ...Object.fromEntries(columns) },
      people: { ...base.people, ...(file.people_are_names === true && { areNames: true }) },
    },
    statusWords: Object.fromEntries(words),
    difficulties: Object.fromEntries(numbers),
    ...(file.time_zone !== undefined && { timeZone: file.time_zone }),
    ...(file.date_order !== undefined && { dateOrder: file.date_order }),
    ...(file.decimal !== undefined && { decimal: file.decimal }),
    ...(file.due_midnight !== undefined && { dueMidnight: file.due_midnight }),
    ...(file.clear_empty !== undefined && { clearEmpty: file.clear_empty }),
    ...(file.latest_by !== undefined && { latestBy: file.latest_by }),
  };
}
