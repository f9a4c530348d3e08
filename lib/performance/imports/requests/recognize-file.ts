import "server-only";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { type OpenedFile, openAssignments } from "@/lib/ingest/open-assignments";
import { type ImportFormat, openTable } from "@/lib/ingest/open-table";
import type { FileSource } from "@/lib/ingest/readers/file-source";
import type { ImportSettings } from "@/lib/performance/imports/settings-schemas";
import { toChoices } from "./file-choices";
import type { RecognizedFile } from "./recognition-schemas";
import { listNamedSettings, toRequestWords } from "./request-words";

export type Recognition = {
  readonly format: ImportFormat;
  /** Null: the columns of a required field are missing. */
  readonly recognized: RecognizedFile;
  /** Why rows cannot be read yet, as a sentence; null: they can. */
  readonly problem: string | null;
};

type RecognizeInput = {
  readonly source: FileSource;
  readonly settings: ImportSettings;
  /** Of the content type; null: recognized. */
  readonly format: ImportFormat | null;
};

/**
 * Recognizes how a file is written and mapped, by reading all of it.
 * @throws AppError `invalid_request` that names the settings which may help.
 */
export async function recognizeFile(
  context: Context,
  { source, settings, format }: RecognizeInput,
): Promise<Recognition> {
  const { timeZone } = context.organization;
  try {
    const choices = toChoices(settings, format);
    const file = await openAssignments(source, { timeZone, now: context.now }, choices);
    return { format: file.format, recognized: describeFile(file), problem: null };
  } catch (error) {
    throw toRequestError(error, settings);
  }
}

/**
 * The same for an import that waits for its reader: where only a column is missing, its columns can still be chosen.
 * @throws AppError as `recognizeFile`, for a file that is no table.
 */
export async function recognizeForReader(
  context: Context,
  input: RecognizeInput,
): Promise<Recognition> {
  try {
    return await recognizeFile(context, input);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const table = await openTable(input.source, toChoices(input.settings, input.format)).catch(
      () => null,
    );
    if (table === null || table.columns.length < 2) throw error;
    const recognized = {
      ...{ preset: null, label: null, fields: {}, ignored: [], questions: [] },
      notes: [`The file is ${table.description}.`],
      columns: table.columns.map(({ name, key }) => ({ name, key })),
      settings: "",
    };
    return { format: table.format, recognized, problem: error.detail };
  }
}

function describeFile(file: OpenedFile): RecognizedFile {
  return {
    preset: file.mapping.name,
    label: file.mapping.label,
    columns: file.columns.map(({ name, key }) => ({ name, key })),
    fields: Object.fromEntries(
      Object.entries(file.used).map(([field, names]) => [field, [...names]]),
    ),
    ignored: [...file.ignored],
    notes: file.notes.map(toRequestWords),
    questions: [...file.questions],
    settings: file.settings,
  };
}

/** The error of a file in the words of requests, naming the settings that may help. */
function toRequestError(error: unknown, { delimiter }: ImportSettings): unknown {
  if (!(error instanceof AppError) || error.code !== "invalid_request") return error;
  const reason = "must be the character between the cells of this file";
  const named = [
    ...listNamedSettings(error.detail),
    ...(delimiter ? [{ name: "delimiter", reason }] : []),
  ];
  return new AppError("invalid_request", toRequestWords(error.detail), {
    cause: error,
    invalidParams: named.length > 0 ? named : [{ name: "body", reason: error.detail }],
  });
}

/**
 * @throws AppError `invalid_request` for a file that leaves something open whose default would reject rows, which names
 * the setting that decides it.
 */
export function requireNoQuestion({ recognized }: Recognition): void {
  const open = recognized.questions.filter((question) => question.default === null);
  if (open.length === 0) return;
  const columns = [...new Set(open.map(({ column }) => `“${column}”`))].join(", ");
  const reason = `must be dmy or mdy: dates of ${columns} can be read day first or month first`;
  throw new AppError(
    "invalid_request",
    `The dates of ${columns} can be read day first or month first, and no other value shows which. Send date_order, or interactive=true to decide later. Nothing was imported.`,
    { invalidParams: [{ name: "date_order", reason }] },
  );
}
