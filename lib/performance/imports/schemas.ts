import { z } from "zod";
import { contentTypes, declareDownload } from "@/lib/http/download";
import { fileFieldNames } from "@/lib/performance/domain/assignments/field-names";
import {
  count,
  cursorParameter,
  idParameter,
  instant,
  limitParameter,
  person,
} from "@/lib/performance/shared/schemas";
import { importSettings } from "./settings-schemas";

export const importStatuses = ["staging", "applying", "finished", "failed"] as const;

/**
 * `matching`: its people are looked up; `checking`: all is done and rolled back; `waiting`: for its start. `undone`: an
 * undo took back what it could.
 */
export const importPhases = [
  ...(["uploading", "queued", "reading", "matching", "checking", "waiting"] as const),
  ...(["applying", "done", "failed", "cancelled", "undoing", "undone"] as const),
] as const;

/** The content types of a file. */
export const importContentTypes = [
  "text/csv",
  "text/tab-separated-values",
  "application/x-ndjson",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/octet-stream",
] as const;

export const importParams = z.object({ id: idParameter.describe("The id of the import.") });
export const importsQuery = z.object({ limit: limitParameter(20, 100), cursor: cursorParameter });
export type ImportsQuery = z.output<typeof importsQuery>;

const summaryShape = {
  id: z.number().int(),
  status: z.enum(importStatuses),
  phase: z.enum(importPhases).describe("The same, finer."),
  interactive: z.boolean(),
  dry_run: z.boolean().describe("Whether nothing was changed by it, so far or at all."),
  format: z.string(),
  file_name: z
    .string()
    .nullable()
    .describe("Null where it is not known, or names an erased person."),
  mapping: z
    .string()
    .nullable()
    .describe(
      "The mapping by its name for people; null: not recognized yet, or older than a month.",
    ),
  mapping_id: z
    .number()
    .int()
    .nullable()
    .describe("The saved mapping by which the file is read; null: none."),
  mapping_version: z.number().int().nullable().describe("The version of the saved mapping."),
  created_by: person.nullable().describe("Null: the command line."),
  created_at: instant,
  finished_at: instant.nullable(),
  rows: count,
  new: count,
  changed: count,
  unchanged: count,
  rejected: count,
  skipped: count.describe(
    "Rows that are no assignment of a person, or of a person who is left out.",
  ),
  undone: count.describe("Rows that an undo took back."),
  kept: count.describe("Rows that an undo left as they were."),
};

export const importSummary = z.object(summaryShape).meta({ id: "ImportSummary" });
export type ImportSummary = z.infer<typeof importSummary>;

export const importList = z
  .object({
    imports: z.array(importSummary).describe("Newest first."),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "ImportList" });
export type ImportList = z.infer<typeof importList>;

const fieldName = z.enum(fileFieldNames);

const importQuestion = z
  .object({
    setting: z.enum(["date_order", "due_midnight"]),
    column: z.string(),
    default: z
      .string()
      .nullable()
      .describe("What holds if the setting is absent; null: then the values are rejected."),
  })
  .meta({ id: "ImportQuestion" });

const recognizedFile = z
  .object({
    preset: z
      .string()
      .nullable()
      .describe("Of the built-in mappings; `own` for a mapping of your own too."),
    columns: z.array(z.string()),
    fields: z
      .partialRecord(fieldName, z.array(z.string()))
      .describe("The columns that each field is read from."),
    ignored: z.array(z.string()),
    notes: z.array(z.string()).describe("What was recognized, as sentences."),
    questions: z.array(importQuestion).describe("What the file leaves open."),
  })
  .meta({ id: "RecognizedFile" });

const importProgress = z
  .object({
    done: count,
    total: count.nullable().describe("Null: not known yet."),
    rows_per_second: z.number().nullable(),
    seconds_left: count.nullable(),
  })
  .meta({ id: "ImportProgress" });

const foundPerson = z
  .object({
    name: z.string(),
    rows: count,
    row_numbers: z
      .array(z.number().int())
      .describe("The first of them, counted from 1 after the header."),
    outcome: z.enum(["created", "matched", "skipped", "unknown"]),
    reason: z.string().nullable().describe("Why the rows of an unknown person are rejected."),
    username: z.string().nullable().describe("Of a new member."),
  })
  .meta({ id: "FoundPerson" });

const previewRow = z
  .object({
    row: z.number().int(),
    external_id: z.string(),
    title: z.string(),
    assignee: z.string(),
    status: z.string().nullable(),
    assigned_at: instant.nullable(),
    due_at: instant.nullable(),
    completed_at: instant.nullable(),
    difficulty: z.number().nullable(),
    required_skills: z.array(z.string()),
  })
  .meta({ id: "PreviewRow" });

const rowProblem = z
  .object({ row: z.number().int(), field: z.string(), reason: z.string() })
  .meta({ id: "RowProblem" });

const scoreEffect = z
  .object({
    members: count.describe("Members with rows that change something."),
    first: count.describe("Those who get their first score."),
    up: count,
    down: count,
    same: count,
    unknown: count.describe("Those with too many rows to compute it before the import."),
  })
  .meta({ id: "ScoreEffect" });

export const importDetail = z
  .object({
    ...summaryShape,
    file_bytes: z.number().int().nullable(),
    settings: importSettings,
    recognized: recognizedFile
      .nullable()
      .describe("Null: the columns of a required field are missing, or it is older than a month."),
    problem: z
      .string()
      .nullable()
      .describe("What is wrong with the file or failed, as a sentence."),
    progress: importProgress.nullable().describe("Of the phase that runs now."),
    new_members: count,
    unknown_people: count,
    people: z
      .array(foundPerson)
      .describe(
        "The people who were no members, unknown ones first: at most 500. Only for those who may see names.",
      ),
    preview: z.array(previewRow).describe("The first rows as they will be stored, while it waits."),
    problems: z
      .array(rowProblem)
      .describe("The first rejected rows; after an undo, the first rows that it kept."),
    effect: scoreEffect
      .nullable()
      .describe(
        "How scores would change; null until it was checked, and where so few members are concerned that it is hidden.",
      ),
  })
  .meta({ id: "ImportDetail" });
export type ImportDetail = z.input<typeof importDetail>;

export const rejectionsFile = declareDownload({ [contentTypes.csv]: z.string() });
