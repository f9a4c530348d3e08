import { z } from "zod";
import { contentTypes, declareDownload } from "@/lib/http/download";
import { fileFieldNames } from "@/lib/performance/domain/assignments/field-names";
import { isTimeZone } from "@/lib/performance/domain/time/local-time";
import {
  count,
  cursorParameter,
  idParameter,
  instant,
  limitParameter,
} from "@/lib/performance/shared/schemas";
import {
  dateOrders,
  decimalSigns,
  fileEncodings,
  mappingNames,
  midnightMeanings,
} from "./mapping-rules";
import { mappingFile } from "./mapping-schemas";

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

const shortText = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}\p{Surrogate}]*$/u, "must have printable characters");
const timeZone = z
  .string()
  .max(100)
  .refine(isTimeZone, "must be an IANA time zone such as Europe/Berlin");
export const trueOrFalse = z
  .enum(["true", "false"], "must be true or false")
  .transform((text) => text === "true");

const readingShape = {
  preset: z
    .enum(mappingNames)
    .describe("The built-in mapping; by default recognized by the columns."),
  encoding: z.enum(fileEncodings).describe("By default recognized."),
  delimiter: z
    .string()
    .length(1, "must be one character")
    .regex(/^[^\p{Cc}\p{Surrogate}"]$|^\t$/u, "must be a printable character or a tab")
    .describe("Between the cells of CSV; by default recognized."),
  time_zone: timeZone.describe("Of times without one; by default the organization's."),
  date_order: z
    .enum(dateOrders)
    .describe("Of dates such as 3/4/2026, where the file does not show it."),
  decimal: z.enum(decimalSigns).describe("The decimal sign; by default recognized."),
  due_midnight: z
    .enum(midnightMeanings)
    .describe("What a due time of midnight means; by default that day."),
  latest_by: shortText(200).describe(
    "The column by which only the latest of several rows of one id counts.",
  ),
};

export const importQuery = z.object({
  preset: readingShape.preset.optional(),
  encoding: readingShape.encoding.optional(),
  delimiter: readingShape.delimiter.optional(),
  time_zone: readingShape.time_zone.optional(),
  date_order: readingShape.date_order.optional(),
  decimal: readingShape.decimal.optional(),
  due_midnight: readingShape.due_midnight.optional(),
  latest_by: readingShape.latest_by.optional(),
  clear_empty: trueOrFalse
    .optional()
    .describe("Whether an empty cell clears what is stored; by default it does not."),
  complete: trueOrFalse
    .optional()
    .describe("Whether the last row is whole although no line end follows it."),
  create_members: trueOrFalse
    .optional()
    .describe("Whether unknown people become members; by default their rows are rejected."),
  dry_run: trueOrFalse.optional().describe("Whether to count the changes without making them."),
  interactive: trueOrFalse
    .optional()
    .describe("Whether the import waits for its start after it was checked."),
  file_name: shortText(200).optional().describe("The name of the file, for the history."),
});
export type ImportQuery = z.output<typeof importQuery>;

/** Who a person of the file is. */
const personIdentity = z
  .strictObject({
    name: shortText(320).describe("The name in the file."),
    is: z
      .enum(["member", "new", "skipped"])
      .describe("`skipped`: their rows are left out. `new`: they become a member."),
    member: shortText(320).optional().describe("With `member`: a username or an e-mail address."),
  })
  .refine(({ is, member }) => (is === "member") === (member !== undefined), {
    path: ["member"],
    error: "must be given with member, and with nothing else",
  });

/** How a file is read, and who its people are. Null takes a setting back. */
export const importSettings = z.strictObject({
  mapping: mappingFile
    .nullable()
    .optional()
    .describe("A mapping of your own, in the place of `preset`."),
  preset: readingShape.preset.nullable().optional(),
  encoding: readingShape.encoding.nullable().optional(),
  delimiter: readingShape.delimiter.nullable().optional(),
  time_zone: readingShape.time_zone.nullable().optional(),
  date_order: readingShape.date_order.nullable().optional(),
  decimal: readingShape.decimal.nullable().optional(),
  due_midnight: readingShape.due_midnight.nullable().optional(),
  latest_by: readingShape.latest_by.nullable().optional(),
  clear_empty: z.boolean().optional().describe("Whether an empty cell clears what is stored."),
  complete: z
    .boolean()
    .optional()
    .describe("Whether the last row is whole although no line end follows it."),
  create_members: z.boolean().optional().describe("Whether unknown people become members."),
  people: z
    .array(personIdentity)
    .max(5000)
    .optional()
    .describe("Who people of the file are. The list replaces the one before."),
});
export type ImportSettings = z.output<typeof importSettings>;
export type SentSettings = z.input<typeof importSettings>;

export const importParams = z.object({ id: idParameter });
export const importsQuery = z.object({ limit: limitParameter(20, 100), cursor: cursorParameter });
export type ImportsQuery = z.output<typeof importsQuery>;

const creator = z.object({
  user_id: z.number().int(),
  username: z.string(),
  display_name: z.string(),
});

const summaryShape = {
  id: z.number().int(),
  status: z.enum(importStatuses),
  /** The same, finer. */
  phase: z.enum(importPhases),
  interactive: z.boolean(),
  /** Whether nothing was changed by it, so far or at all. */
  dry_run: z.boolean(),
  format: z.string(),
  /** Null where it is not known, or names an erased person. */
  file_name: z.string().nullable(),
  /** The mapping by its name for people; null: not recognized yet, or older than a month. */
  mapping: z.string().nullable(),
  /** Null: the command line. */
  created_by: creator.nullable(),
  created_at: instant,
  finished_at: instant.nullable(),
  rows: count,
  new: count,
  changed: count,
  unchanged: count,
  rejected: count,
  /** Rows that are no assignment of a person, or of a person who is left out. */
  skipped: count,
  /** Rows that an undo took back, and those that it left as they were. */
  undone: count,
  kept: count,
};

export const importSummary = z.object(summaryShape);
export type ImportSummary = z.infer<typeof importSummary>;

export const importList = z.object({
  /** Newest first. */
  imports: z.array(importSummary),
  next_cursor: z.string().nullable(),
});
export type ImportList = z.infer<typeof importList>;

const fieldName = z.enum(fileFieldNames);

const importQuestion = z.object({
  setting: z.enum(["date_order", "due_midnight"]),
  column: z.string(),
  /** What holds if the setting is absent; null: then the values are rejected. */
  default: z.string().nullable(),
});

const recognizedFile = z.object({
  /** Of the built-in mappings; `own` for a mapping of your own too. */
  preset: z.string().nullable(),
  columns: z.array(z.string()),
  /** The columns that each field is read from. */
  fields: z.partialRecord(fieldName, z.array(z.string())),
  ignored: z.array(z.string()),
  /** What was recognized, as sentences. */
  notes: z.array(z.string()),
  /** What the file leaves open. */
  questions: z.array(importQuestion),
});

const importProgress = z.object({
  done: count,
  /** Null: not known yet. */
  total: count.nullable(),
  rows_per_second: z.number().nullable(),
  seconds_left: count.nullable(),
});

const foundPerson = z.object({
  name: z.string(),
  rows: count,
  /** The first of them, counted from 1 after the header. */
  row_numbers: z.array(z.number().int()),
  outcome: z.enum(["created", "matched", "skipped", "unknown"]),
  /** Why the rows of an unknown person are rejected. */
  reason: z.string().nullable(),
  /** Of a new member. */
  username: z.string().nullable(),
});

const previewRow = z.object({
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
});

const rowProblem = z.object({ row: z.number().int(), field: z.string(), reason: z.string() });

const scoreEffect = z.object({
  /** Members with rows that change something. */
  members: count,
  /** Those who get their first score. */
  first: count,
  up: count,
  down: count,
  same: count,
  /** Those with too many rows to compute it before the import. */
  unknown: count,
});

export const importDetail = z.object({
  ...summaryShape,
  file_bytes: z.number().int().nullable(),
  settings: importSettings,
  /** Null: the columns of a required field are missing, or it is older than a month. */
  recognized: recognizedFile.nullable(),
  /** What is wrong with the file or failed, as a sentence. */
  problem: z.string().nullable(),
  /** Of the phase that runs now. */
  progress: importProgress.nullable(),
  new_members: count,
  unknown_people: count,
  /** The people who were no members, unknown ones first: at most 500. Only for those who may see names. */
  people: z.array(foundPerson),
  /** The first rows as they will be stored, while it waits. */
  preview: z.array(previewRow),
  /** The first rejected rows; after an undo, the first rows that it kept. */
  problems: z.array(rowProblem),
  /** How scores would change; null until it was checked, and where so few members are concerned that it is hidden. */
  effect: scoreEffect.nullable(),
});
export type ImportDetail = z.input<typeof importDetail>;

export const rejectionsFile = declareDownload({ [contentTypes.csv]: z.string() });
