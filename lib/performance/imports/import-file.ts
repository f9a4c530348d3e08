import "server-only";
import type { Context } from "@/lib/context";
import { toFileChoices } from "@/lib/ingest/mapping/mapping-file";
import { foldName } from "@/lib/ingest/mapping/people";
import { type FileChoices, type OpenedFile, openAssignments } from "@/lib/ingest/open-assignments";
import { createFileError } from "@/lib/ingest/readers/file-error";
import type { FileSource } from "@/lib/ingest/readers/file-source";
import { importAssignments } from "./import-assignments";
import type { FilePerson, ImportInput } from "./import-input";
import {
  type ChosenMapping,
  findMappingByName,
  recognizeSaved,
  toMappingSetting,
} from "./mappings/choose-mapping";
import type { ImportCounts } from "./queries/imports";

/** What a caller says about the people of a file, by their names in it. */
export type NamedPeople = {
  /** Usernames or addresses. */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly newPeople?: readonly string[];
  readonly skipped?: readonly string[];
};

export type ImportFileInput = Pick<
  ImportInput,
  "createMembers" | "dryRun" | "onProgress" | "onRejections"
> & {
  readonly source: FileSource;
  readonly choices?: FileChoices;
  readonly people?: NamedPeople;
  /** The name of a saved mapping; by default the one that was saved with the columns of the file, if any. */
  readonly savedName?: string;
  /** Receives the file once its format is recognized, before its rows are read. */
  readonly onOpened?: (file: OpenedFile) => void;
};

export type ImportFileResult = {
  readonly counts: ImportCounts;
  /** What was recognized and met, as sentences. */
  readonly notes: readonly string[];
  /** The people who were no members. */
  readonly people: readonly FilePerson[];
};

/**
 * Imports a file in any of the formats: recognizes how it is written and mapped, then imports its rows.
 * @throws AppError as `openAssignments` and `importAssignments`.
 */
export async function importFile(
  context: Context,
  { source, choices: given = {}, people = {}, savedName, onOpened, ...input }: ImportFileInput,
): Promise<ImportFileResult> {
  const { timeZone } = context.organization;
  const saved = await findSaved(context, source, given, savedName);
  const choices = saved === null ? given : applySaved(saved, given);
  const file = await openAssignments(source, { timeZone, now: context.now }, choices);
  onOpened?.(file);
  let found: readonly FilePerson[] = [];
  const counts = await importAssignments(context, {
    ...input,
    rows: file.rows,
    format: file.format,
    saved,
    people: toPeopleChoices(file, people),
    onPeople: (all) => {
      found = all;
    },
  });
  const notes = [...describeSaved(saved), ...file.notes, ...file.findings.describe()];
  return { counts, people: found, notes };
}

async function findSaved(
  context: Context,
  source: FileSource,
  choices: FileChoices,
  savedName: string | undefined,
): Promise<ChosenMapping | null> {
  if (savedName === undefined) {
    const isChosen = choices.mapping !== undefined || choices.builtIn !== undefined;
    return isChosen ? null : recognizeSaved(context, source, choices);
  }
  const found = await findMappingByName(context, savedName);
  if (found === null) {
    throw createFileError(`“${savedName}” is neither a file nor the name of a saved mapping.`);
  }
  return found;
}

/** What the caller chooses comes before what was saved. */
function applySaved(saved: ChosenMapping, given: FileChoices): FileChoices {
  const choices = toFileChoices(toMappingSetting(saved));
  return {
    ...{ ...choices, ...given },
    statusWords: { ...choices.statusWords, ...given.statusWords },
    difficulties: { ...choices.difficulties, ...given.difficulties },
  };
}

function describeSaved(saved: ChosenMapping | null): readonly string[] {
  if (saved === null) return [];
  return [`The file is read by the saved mapping “${saved.name}”, version ${saved.version}.`];
}

/** How the people of a file are recognized. */
export function toPeopleChoices(
  { mapping, findings }: Pick<OpenedFile, "mapping" | "findings">,
  { aliases = {}, newPeople = [], skipped = [] }: NamedPeople,
): NonNullable<ImportInput["people"]> {
  return {
    areNames: mapping.people.areNames === true,
    findLinked: (name) => findings.findLinked(name),
    choices: {
      aliases: new Map(
        Object.entries(aliases).map(([name, target]) => [foldName(name), foldName(target)]),
      ),
      newPeople: new Set(newPeople.map(foldName)),
      skipped: new Set(skipped.map(foldName)),
    },
  };
}
