import { readFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { builtInMappings } from "@/lib/ingest/built-in/built-in-mappings";
import { normalizeWord } from "@/lib/ingest/mapping/mapping";
import { readMappingFile } from "@/lib/ingest/mapping/mapping-file";
import type { FileChoices } from "@/lib/ingest/open-assignments";
import { type ImportFormat, importFormats } from "@/lib/ingest/open-table";
import { type Encoding, encodings } from "@/lib/ingest/readers/encoding";
import { isTimeZone } from "@/lib/performance/domain/time/local-time";
import type { NamedPeople } from "@/lib/performance/imports/import-file";
import { CommandError } from "./failure";

export type ImportOptions = {
  readonly organization: string;
  readonly createMembers?: true;
  readonly dryRun?: true;
  readonly rejections?: string;
  readonly force?: true;
  readonly format?: ImportFormat;
  readonly preset?: string;
  readonly mapping?: string;
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  readonly timeZone?: string;
  readonly dateOrder?: "ymd" | "dmy" | "mdy";
  readonly decimal?: "." | ",";
  readonly dueMidnight?: "day" | "time";
  readonly status: readonly string[];
  readonly difficulty: readonly string[];
  readonly alias: readonly string[];
  readonly newPerson: readonly string[];
  readonly skipPerson: readonly string[];
  readonly clearEmpty?: true;
  readonly latestBy?: string;
  readonly complete?: true;
  readonly json?: true;
};

const collect = (value: string, previous: readonly string[]) => [...previous, value];

/** The options that say how a file is read. */
export function addReadingOptions(command: Command): Command {
  const choice = (flags: string, text: string, values: readonly string[]) =>
    new Option(flags, text).choices([...values]);
  return command
    .addOption(choice("--format <format>", "default: recognized", importFormats))
    .addOption(
      choice(
        "--preset <name>",
        "the built-in mapping; default: recognized by the columns",
        builtInMappings.map(({ name }) => name),
      ),
    )
    .option("--mapping <file>", "a mapping as a JSON file, or the name of a saved one")
    .addOption(choice("--encoding <encoding>", "default: recognized", encodings))
    .option("--delimiter <character>", "default: recognized")
    .option("--time-zone <zone>", "of times without one; default: the organization's")
    .addOption(
      choice("--date-order <order>", "of dates such as 3/4/2026; default: recognized", [
        "ymd",
        "dmy",
        "mdy",
      ]),
    )
    .addOption(choice("--decimal <sign>", "default: recognized", [".", ","]))
    .addOption(
      choice("--due-midnight <meaning>", "of a due time of midnight; default: day", [
        "day",
        "time",
      ]),
    )
    .option("--status <word=status>", "open, completed or cancelled for a word", collect, [])
    .option("--difficulty <text=number>", "a difficulty of 0 to 10 for a text", collect, [])
    .option("--alias <name=member>", "a username or address for a name", collect, [])
    .option("--new-person <name>", "create a member for a name like another one", collect, [])
    .option("--skip-person <name>", "leave out the rows of a name", collect, [])
    .option("--clear-empty", "clear what is stored where a cell is empty")
    .option("--latest-by <column>", "of rows of one id, only the latest by this column counts")
    .option("--complete", "the last row is whole although no line end follows it");
}

/** @throws CommandError for an option that cannot be used. */
export async function readChoices(options: ImportOptions): Promise<{
  readonly choices: FileChoices;
  readonly people: NamedPeople;
  /** Of a saved mapping. */
  readonly savedName?: string;
}> {
  const file = options.mapping === undefined ? null : await readMapping(options.mapping);
  if (options.timeZone !== undefined && !isTimeZone(options.timeZone)) {
    throw new CommandError(
      `“${options.timeZone}” is no IANA time zone such as Europe/Berlin. Nothing was imported.`,
    );
  }
  const { format, preset, encoding, delimiter, timeZone, dateOrder, decimal, dueMidnight } =
    options;
  const { latestBy } = options;
  const given = {
    format,
    builtIn: preset,
    encoding,
    timeZone,
    dateOrder,
    decimal,
    dueMidnight,
    latestBy,
  };
  const words = listPairs("--status", options.status).map(
    ([word, status]) => [normalizeWord(word), requireStatus(status)] as const,
  );
  const numbers = listPairs("--difficulty", options.difficulty).map(
    ([text, number]) => [normalizeWord(text), number] as const,
  );
  return {
    choices: {
      ...file?.choices,
      ...removeAbsent(given),
      ...(delimiter !== undefined && { delimiter: delimiter === "\\t" ? "\t" : delimiter }),
      ...(options.clearEmpty === true && { clearEmpty: true }),
      ...(options.complete === true && { isComplete: true }),
      statusWords: { ...file?.choices.statusWords, ...Object.fromEntries(words) },
      difficulties: { ...file?.choices.difficulties, ...Object.fromEntries(numbers) },
    },
    people: {
      aliases: { ...file?.aliases, ...Object.fromEntries(listPairs("--alias", options.alias)) },
      newPeople: options.newPerson,
      skipped: options.skipPerson,
    },
    ...(options.mapping !== undefined && file === null && { savedName: options.mapping }),
  };
}

/** Null where there is no such file. */
async function readMapping(path: string) {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  const read = readMappingFile(text);
  if (typeof read === "string") throw new CommandError(`${read} Nothing was imported.`);
  return read;
}

function listPairs(
  option: string,
  pairs: readonly string[],
): readonly (readonly [string, string])[] {
  return pairs.map((pair) => {
    const place = pair.lastIndexOf("=");
    if (place <= 0 || place === pair.length - 1) {
      throw new CommandError(`${option} needs a name, = and a value. Nothing was imported.`);
    }
    return [pair.slice(0, place).trim(), pair.slice(place + 1).trim()];
  });
}

function requireStatus(text: string) {
  if (text === "open" || text === "completed" || text === "cancelled") return text;
  throw new CommandError(
    `--status needs open, completed or cancelled, not “${text}”. Nothing was imported.`,
  );
}

type Defined<Values> = { [Key in keyof Values]?: Exclude<Values[Key], undefined> };

function removeAbsent<Values extends object>(values: Values): Defined<Values> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  // TypeScript cannot see that no value is undefined.
  return Object.fromEntries(entries) as Defined<Values>;
}
