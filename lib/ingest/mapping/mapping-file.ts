import { z } from "zod";
import { builtInMappings } from "@/lib/ingest/built-in/built-in-mappings";
import { ownFormat } from "@/lib/ingest/built-in/own-format";
import type { FileChoices } from "@/lib/ingest/open-assignments";
import { fileFieldNames } from "@/lib/performance/domain/assignments/field-names";
import { normalizeColumnName } from "./column-name";
import { normalizeWord } from "./mapping";

const status = z.enum(["open", "completed", "cancelled"]);
const names = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** A mapping as a file: columns by field, and what the values of the file mean. */
const mappingFile = z.strictObject({
  /** The built-in mapping that it changes; by default the import format. */
  base: z.enum(builtInMappings.map(({ name }) => name)).optional(),
  columns: z.partialRecord(z.enum(fileFieldNames), names).default({}),
  status: z.record(z.string(), status).default({}),
  difficulty: z.record(z.string(), z.number().min(0).max(10)).default({}),
  /** Usernames or addresses by the names of people in the file. */
  aliases: z.record(z.string(), z.string().min(1)).default({}),
  /** Whether names that are no usernames become members, and rows without anybody are left out. */
  people_are_names: z.boolean().optional(),
  time_zone: z.string().optional(),
  date_order: z.enum(["ymd", "dmy", "mdy"]).optional(),
  decimal: z.enum([".", ","]).optional(),
  due_midnight: z.enum(["day", "time"]).optional(),
  clear_empty: z.boolean().optional(),
  latest_by: z.string().optional(),
});
type MappingFile = z.output<typeof mappingFile>;

export type ReadMapping = {
  readonly choices: FileChoices;
  readonly aliases: MappingFile["aliases"];
};

/** @returns the mapping, or a sentence that says what is wrong with it. */
export function readMappingFile(text: string): ReadMapping | string {
  const parsed = mappingFile.safeParse(tryToParse(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.join(".") ?? "";
    return `The mapping is not valid${place === "" ? "" : ` (${place})`}: ${issue?.message ?? "it is no JSON"}.`;
  }
  return { choices: toChoices(parsed.data), aliases: parsed.data.aliases };
}

function tryToParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toChoices(file: MappingFile): FileChoices {
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
