import "server-only";
import type { Context } from "@/lib/context";
import { foldName } from "@/lib/ingest/mapping/people";
import { type FileChoices, type OpenedFile, openAssignments } from "@/lib/ingest/open-assignments";
import type { FileSource } from "@/lib/ingest/readers/file-source";
import { importAssignments } from "./import-assignments";
import type { FilePerson, ImportInput } from "./import-input";
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
  { source, choices, people = {}, onOpened, ...input }: ImportFileInput,
): Promise<ImportFileResult> {
  const { timeZone } = context.organization;
  const file = await openAssignments(source, { timeZone, now: context.now }, choices);
  onOpened?.(file);
  let found: readonly FilePerson[] = [];
  const counts = await importAssignments(context, {
    ...input,
    rows: file.rows,
    format: file.format,
    people: toPeopleChoices(file, people),
    onPeople: (all) => {
      found = all;
    },
  });
  return { counts, people: found, notes: [...file.notes, ...file.findings.describe()] };
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
