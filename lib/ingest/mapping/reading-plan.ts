import type { Column, RawRow } from "@/lib/ingest/readers/raw-row";
import { removeInvisible } from "@/lib/ingest/readers/raw-row";
import {
  type FileFieldName,
  numberFieldNames,
  type TimeFieldName,
  timeFieldNames,
} from "@/lib/performance/domain/assignments/field-names";
import { findZoneInName } from "./column-name";
import type { ColumnPlan } from "./column-plan";
import type { DateOrder } from "./date-text";
import {
  countDate,
  createDateCounts,
  type DateCounts,
  type DatePlan,
  decideOrders,
  findUsedOrder,
} from "./dates";
import type { AssignmentStatus, Mapping } from "./mapping";
import { countDecimal, type DecimalCounts, type DecimalSign, decideDecimal } from "./numbers";

/** What the caller decides about a file; what is absent is recognized. */
export type Choices = {
  /** Of times without an offset; by default the organization's zone. */
  readonly timeZone?: string;
  readonly dateOrder?: DateOrder;
  readonly decimal?: DecimalSign;
  /** Whether a due time of midnight means that day. */
  readonly dueMidnight?: "day" | "time";
  /** Whether an empty cell clears what is stored. */
  readonly clearEmpty?: boolean;
  /** By `normalizeWord`; they come before those of the mapping. */
  readonly statusWords?: Readonly<Record<string, AssignmentStatus>>;
  /** Numbers for texts in the column of the difficulty. */
  readonly difficulties?: Readonly<Record<string, string>>;
  /** The column whose latest time decides among several rows of one id. */
  readonly latestBy?: string;
};

/** How each column of a file is read. */
export type ReadingPlan = {
  readonly mapping: Mapping;
  readonly columns: ColumnPlan;
  readonly dates: ReadonlyMap<string, DatePlan>;
  readonly decimals: ReadonlyMap<string, DecimalSign>;
  readonly latestBy: { readonly column: Column; readonly dates: DatePlan } | null;
  readonly choices: Choices;
  /** Whether formulas were escaped, as in a file of rejected rows. */
  readonly isRejections: boolean;
  /** What was recognized, as sentences. */
  readonly notes: readonly string[];
};

export type ColumnCounts = {
  readonly dates: ReadonlyMap<string, DateCounts>;
  readonly decimals: ReadonlyMap<string, DecimalCounts>;
};

/** Counts the forms of dates and numbers over the whole file. */
export async function countForms(
  rows: AsyncIterable<RawRow>,
  { byField }: ColumnPlan,
  others: readonly Column[],
): Promise<ColumnCounts> {
  const list = (names: readonly FileFieldName[]) =>
    names.flatMap((name) => byField.get(name) ?? []);
  const dates = new Map(
    [...list(timeFieldNames), ...others].map(({ key }) => [key, createDateCounts()]),
  );
  const decimals = new Map(
    list(numberFieldNames).map(({ key }) => [key, { points: 0, commas: 0 }]),
  );
  for await (const { given } of rows) {
    for (const [key, counts] of dates) {
      const cell = given[key];
      if (typeof cell === "string") countDate(counts, removeInvisible(cell));
    }
    for (const [key, counts] of decimals) {
      const cell = given[key];
      if (typeof cell === "string") countDecimal(counts, removeInvisible(cell));
    }
  }
  return { dates, decimals };
}

type DateSettings = {
  readonly mapping: Mapping;
  readonly choices: Choices;
  /** The organization's. */
  readonly timeZone: string;
};

export function planDates(
  field: TimeFieldName | null,
  column: Column,
  counts: DateCounts,
  { mapping, choices, timeZone }: DateSettings,
): DatePlan {
  return {
    orders: decideOrders(counts, choices.dateOrder ?? null, mapping.americanDates === true),
    midnightIsDay: field === "due_at" && counts.midnights > 0 && choices.dueMidnight !== "time",
    timeZone: findZoneInName(column.name) ?? mapping.timeZone ?? choices.timeZone ?? timeZone,
    hasMilliseconds: mapping.hasMilliseconds === true,
  };
}

export function planDecimal(counts: DecimalCounts, choices: Choices): DecimalSign {
  return choices.decimal ?? decideDecimal(counts);
}

/** A sentence for each choice that was made, and for each that the caller may want to make. */
export function describeDates(
  field: string,
  column: Column,
  counts: DateCounts,
  plan: DatePlan,
): readonly string[] {
  const notes: string[] = [];
  const name = `“${column.name}”`;
  const order = findUsedOrder(counts, plan);
  if (order !== null) {
    notes.push(`${name}: dates are read ${order === "dmy" ? "day" : "month"} first.`);
  }
  if (field === "due_at" && counts.midnights > 0) {
    notes.push(describeMidnights(name, counts, plan));
  }
  return notes;
}

function describeMidnights(name: string, counts: DateCounts, { midnightIsDay }: DatePlan): string {
  if (!midnightIsDay) return `${name}: midnight is a time.`;
  return counts.times === 0
    ? `${name}: all times are midnight, so they are read as days.`
    : `${name}: some times are midnight (${counts.midnights}) and are read as days; add --due-midnight time if they are times.`;
}

/** Times without an offset need a zone: the one that was named, or the organization's. */
export function describeZone(
  counts: ColumnCounts,
  plans: ReadonlyMap<string, DatePlan>,
  chosen: string | undefined,
): readonly string[] {
  const local = [...plans].filter(
    ([key, { timeZone }]) => (counts.dates.get(key)?.local ?? 0) > 0 && timeZone !== "UTC",
  );
  const zones = new Set(local.map(([, { timeZone }]) => timeZone));
  const hint =
    chosen === undefined ? "; if the file has another zone, name it with --time-zone" : "";
  return [...zones].map((zone) => `Times without a zone are read in ${zone}${hint}.`);
}
