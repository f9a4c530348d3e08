import {
  type FileFieldName,
  numberFieldNames,
  type TimeFieldName,
  timeFieldNames,
} from "@/lib/performance/domain/assignments/field-names";
import type { ImportRow } from "@/lib/performance/imports/import-row";
import { builtInMappings, recognizeMapping } from "./built-in/built-in-mappings";
import { ownFormat } from "./built-in/own-format";
import type { RowSettings } from "./mapping/assignment-row";
import { normalizeColumnName } from "./mapping/column-name";
import { type ColumnPlan, planColumns, shorten } from "./mapping/column-plan";
import { createDateCounts, type DatePlan, readDate } from "./mapping/dates";
import { readSettings, writeSettings } from "./mapping/kept-settings";
import type { Mapping } from "./mapping/mapping";
import { listQuestions, type Question } from "./mapping/questions";
import { ReadingFindings } from "./mapping/reading-findings";
import {
  type Choices,
  type ColumnCounts,
  countForms,
  describeDates,
  describeZone,
  planDates,
  planDecimal,
  type ReadingPlan,
} from "./mapping/reading-plan";
import { isRejectionColumn, settingsColumn } from "./mapping/rejection-columns";
import { type ImportFormat, openTable, type Table, type TableChoices } from "./open-table";
import { readRows } from "./read-assignments";
import { createFileError } from "./readers/file-error";
import type { FileSource } from "./readers/file-source";
import { type Column, removeInvisible } from "./readers/raw-row";

export type FileChoices = TableChoices &
  Choices & {
    /** The name of a built-in mapping. */
    readonly builtIn?: string;
    readonly mapping?: Mapping;
  };

/** A file whose format was recognized. Reading its rows adds to the findings. */
export type OpenedFile = {
  readonly format: ImportFormat;
  readonly columns: readonly Column[];
  readonly mapping: Mapping;
  /** The names of the columns that each field is read from. */
  readonly used: Readonly<Partial<Record<FileFieldName, readonly string[]>>>;
  /** The names of the columns that no field uses. */
  readonly ignored: readonly string[];
  /** What the file leaves open. */
  readonly questions: readonly Question[];
  readonly notes: readonly string[];
  /** How the values are read, for the file of rejected rows. */
  readonly settings: string;
  readonly findings: ReadingFindings;
  readonly rows: AsyncIterable<ImportRow>;
};

/**
 * Recognizes how a file of assignments is written and mapped, by reading all of it once.
 * @throws AppError if the whole file must be rejected.
 */
export async function openAssignments(
  source: FileSource,
  settings: RowSettings,
  given: FileChoices = {},
): Promise<OpenedFile> {
  const table = await openTable(source, given);
  const choices = { ...(await findKeptSettings(table)), ...given };
  const mapping = chooseMapping(table, choices);
  const columns = planColumns(mapping, table.columns, table.format !== "ndjson");
  const latestColumn = findLatestColumn(table, choices.latestBy);
  const counts = await countForms(table.rows(), columns, latestColumn ? [latestColumn] : []);
  const plan = makePlan({ table, mapping, columns, counts, latestColumn }, choices, settings);
  const latest = plan.latestBy === null ? null : await findLatest(table, plan, plan.latestBy);
  const findings = new ReadingFindings();
  return {
    format: table.format,
    columns: table.columns,
    mapping,
    used: listUsed(columns),
    ignored: columns.ignored.map(({ name }) => name),
    questions: listQuestions({ columns, counts, plan }),
    notes: plan.notes,
    settings: writeSettings(plan),
    findings,
    rows: readRows(table.rows(), plan, settings, findings, latest),
  };
}

function listUsed({ byField }: ColumnPlan): OpenedFile["used"] {
  return Object.fromEntries(
    [...byField].map(([field, columns]) => [field, columns.map(({ name }) => name)]),
  );
}

/** What a file of rejected rows says about how its values are read. */
async function findKeptSettings(table: Table): Promise<Choices> {
  const column = table.columns.find(({ name }) => name === settingsColumn);
  if (column === undefined) return {};
  for await (const { given } of table.rows()) {
    const text = given[column.key];
    if (typeof text === "string" && text !== "") return readSettings(text);
  }
  return {};
}

function chooseMapping({ columns }: Table, { builtIn, mapping }: FileChoices): Mapping {
  if (mapping !== undefined) return mapping;
  if (builtIn === undefined) {
    return recognizeMapping(columns.map(({ name }) => name)) ?? ownFormat;
  }
  const chosen = builtInMappings.find(({ name }) => name === builtIn);
  if (chosen === undefined) {
    const names = builtInMappings.map(({ name }) => name).join(", ");
    throw createFileError(
      `There is no built-in mapping “${shorten(builtIn)}”; there are ${names}.`,
    );
  }
  return chosen;
}

function findLatestColumn({ columns }: Table, latestBy: string | undefined): Column | null {
  if (latestBy === undefined) return null;
  const wanted = normalizeColumnName(latestBy);
  const found = columns.find(({ name }) => normalizeColumnName(name) === wanted);
  if (found === undefined) {
    throw createFileError(`The file has no column “${shorten(latestBy)}” (--latest-by).`);
  }
  return found;
}

type Recognized = {
  readonly table: Table;
  readonly mapping: Mapping;
  readonly columns: ColumnPlan;
  readonly counts: ColumnCounts;
  readonly latestColumn: Column | null;
};

function makePlan(
  { table, mapping, columns, counts, latestColumn }: Recognized,
  choices: Choices,
  { timeZone }: RowSettings,
): ReadingPlan {
  const dateSettings = { mapping, choices, timeZone };
  const plan = (field: TimeFieldName | null, column: Column) =>
    planDates(field, column, counts.dates.get(column.key) ?? createDateCounts(), dateSettings);
  const dates = new Map<string, DatePlan>();
  const dateNotes: string[] = [];
  for (const field of timeFieldNames) {
    for (const column of columns.byField.get(field) ?? []) {
      const made = plan(field, column);
      const forms = counts.dates.get(column.key) ?? createDateCounts();
      dates.set(column.key, made);
      dateNotes.push(...describeDates(field, column, forms, made));
    }
  }
  const decimals = new Map(
    numberFieldNames
      .flatMap((field) => columns.byField.get(field) ?? [])
      .map(({ key }) => {
        const forms = counts.decimals.get(key) ?? { points: 0, commas: 0 };
        return [key, planDecimal(forms, choices)] as const;
      }),
  );
  const commas = [...decimals].filter(([, sign]) => sign === ",");
  return {
    mapping,
    columns,
    dates,
    decimals,
    latestBy: latestColumn && { column: latestColumn, dates: plan(null, latestColumn) },
    choices,
    isRejections:
      table.format !== "ndjson" && table.columns.some(({ name }) => isRejectionColumn(name)),
    notes: [
      `The file is ${table.description}, mapped as ${mapping.label}.`,
      ...describeIgnored(columns.ignored),
      ...dateNotes,
      ...describeZone(counts, dates, choices.timeZone),
      ...commas.map(([key]) => `“${shorten(key)}”: the decimal sign is a comma.`),
    ],
  };
}

const MAX_SHOWN = 20;

function describeIgnored(ignored: readonly Column[]): readonly string[] {
  if (ignored.length === 0) return [];
  const shown = ignored.slice(0, MAX_SHOWN).map(({ name }) => `“${shorten(name)}”`);
  const more = ignored.length - shown.length;
  return [`Columns that are ignored: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`];
}

/** The row numbers of the latest row of each id, by its own time; of equal times the later row. */
async function findLatest(
  table: Table,
  plan: ReadingPlan,
  { column, dates }: NonNullable<ReadingPlan["latestBy"]>,
): Promise<ReadonlySet<number>> {
  const latest = new Map<string, { readonly time: string; readonly rowNumber: number }>();
  const idColumns = plan.columns.byField.get("external_id") ?? [];
  for await (const { given, rowNumber } of table.rows()) {
    const id = idColumns.map(({ key }) => given[key]).find((cell) => String(cell ?? "") !== "");
    const key = removeInvisible(String(id ?? `row ${rowNumber}`));
    const time = toSortable(given[column.key], dates);
    const known = latest.get(key);
    if (known === undefined || time >= known.time) latest.set(key, { time, rowNumber });
  }
  return new Set([...latest.values()].map(({ rowNumber }) => rowNumber));
}

function toSortable(cell: unknown, dates: DatePlan): string {
  const read = typeof cell === "string" ? readDate(removeInvisible(cell), dates) : null;
  return read !== null && "text" in read ? read.text : "";
}
