import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { Row } from "@/lib/db/kysely";
import {
  createLedgerSums,
  createSums,
  LEDGER_FIELDS,
  type LedgerSums,
  SUM_FIELDS,
  type SumField,
  type Sums,
} from "@/lib/performance/domain/scoring/sums";

type LedgerColumns<Column extends string> = Readonly<Record<keyof LedgerSums, Column>>;
type SumColumns<Column extends string> = Readonly<Record<SumField, Column>>;

/** A member's running sums. */
export const runningSums = {
  tasks: "tasks",
  due: "due",
  onTime: "on_time",
  earlySeconds: "early_seconds",
  timed: "timed",
  durationSeconds: "duration_seconds",
  skillRated: "skill_rated",
  skillMatch: "skill_match",
  difficultyRated: "difficulty_rated",
  difficulty: "difficulty",
  dueMoved: "due_moved",
  dueMovedAfter: "due_moved_after",
  dueMovedForAbsence: "due_moved_for_absence",
  dueUnrecorded: "due_unrecorded",
} as const satisfies SumColumns<keyof Row<"user_performance">>;

/** The sums after a ledger entry. */
export const ledgerSums = {
  tasks: "tasks_completed",
  due: "due",
  onTime: "on_time",
  earlySeconds: "early_seconds",
  timed: "timed",
  durationSeconds: "duration_seconds",
  skillRated: "skill_rated",
  skillMatch: "skill_match",
  difficultyRated: "difficulty_rated",
  difficulty: "difficulty",
} as const satisfies LedgerColumns<keyof Row<"performance_logs">>;

/** The sums of a member's day. */
export const dailySums = {
  tasks: "tasks_completed_today",
  due: "daily_due",
  onTime: "daily_on_time",
  earlySeconds: "daily_early_seconds",
  timed: "daily_timed",
  durationSeconds: "daily_duration_seconds",
  skillRated: "daily_skill_rated",
  skillMatch: "daily_skill_match",
  difficultyRated: "daily_difficulty_rated",
  difficulty: "daily_difficulty",
  dueMoved: "daily_due_moved",
  dueMovedAfter: "daily_due_moved_after",
  dueMovedForAbsence: "daily_due_moved_for_absence",
  dueUnrecorded: "daily_due_unrecorded",
} as const satisfies SumColumns<keyof Row<"performance_snapshots">>;

/** The sums up to the end of a member's day. */
export const cumulativeSums = {
  tasks: "cumulative_tasks",
  due: "cumulative_due",
  onTime: "cumulative_on_time",
  earlySeconds: "cumulative_early_seconds",
  timed: "cumulative_timed",
  durationSeconds: "cumulative_duration_seconds",
  skillRated: "cumulative_skill_rated",
  skillMatch: "cumulative_skill_match",
  difficultyRated: "cumulative_difficulty_rated",
  difficulty: "cumulative_difficulty",
  dueMoved: "cumulative_due_moved",
  dueMovedAfter: "cumulative_due_moved_after",
  dueMovedForAbsence: "cumulative_due_moved_for_absence",
  dueUnrecorded: "cumulative_due_unrecorded",
} as const satisfies SumColumns<keyof Row<"performance_snapshots">>;

/** The columns, in the order of `SUM_FIELDS`; of the ledger in that of `LEDGER_FIELDS`. */
export function listSumColumns<Column extends string>(
  columns: LedgerColumns<Column> | SumColumns<Column>,
): readonly Column[] {
  return "dueMoved" in columns
    ? SUM_FIELDS.map((field) => columns[field])
    : LEDGER_FIELDS.map((field) => columns[field]);
}

/** The sums of a row as one array, for `readSums`. Sums are within ±2^53, so doubles hold them exactly. */
export function selectSums(
  columns: SumColumns<string>,
  table: "performance" | "snapshot",
): RawBuilder<number[]> {
  return selectArray(columns, table);
}

/** The sums of an `entry` of the ledger as one array, for `readLedgerSums`. */
export const selectLedgerSums = selectArray(ledgerSums, "entry");

function selectArray(
  columns: LedgerColumns<string> | SumColumns<string>,
  table: string,
): RawBuilder<number[]> {
  const references = listSumColumns(columns).map((column) => sql.ref(`${table}.${column}`));
  return sql`array[${sql.join(references)}]::float8[]`;
}

/** The sums that `selectSums` selected. */
export function readSums(values: readonly number[]): Sums {
  const about = values.slice(LEDGER_FIELDS.length);
  if (!areFour(about)) {
    throw new Error(`${SUM_FIELDS.length} sums were not selected, but ${values.length}.`);
  }
  const [dueMoved, dueMovedAfter, dueMovedForAbsence, dueUnrecorded] = about;
  const sums = readLedgerSums(values.slice(0, LEDGER_FIELDS.length));
  return createSums({ ...sums, dueMoved, dueMovedAfter, dueMovedForAbsence, dueUnrecorded });
}

export function readSumsOrNull(values: readonly number[] | null): Sums | null {
  return values === null ? null : readSums(values);
}

/** The sums that `selectLedgerSums` selected. */
export function readLedgerSums(values: readonly number[]): LedgerSums {
  if (!areTen(values)) throw new Error(`Ten sums were not selected, but ${values.length}.`);
  const [tasks, due, onTime, earlySeconds, timed, ...others] = values;
  const [durationSeconds, skillRated, skillMatch, difficultyRated, difficulty] = others;
  return createLedgerSums({
    tasks,
    due,
    onTime,
    earlySeconds,
    timed,
    durationSeconds,
    skillRated,
    skillMatch,
    difficultyRated,
    difficulty,
  });
}

type Ten<Value> = readonly [
  ...[Value, Value, Value, Value, Value],
  ...[Value, Value, Value, Value, Value],
];

type Four<Value> = readonly [Value, Value, Value, Value];

function areFour(values: readonly number[]): values is Four<number> {
  return values.length === SUM_FIELDS.length - LEDGER_FIELDS.length;
}

function areTen(values: readonly number[]): values is Ten<number> {
  return values.length === LEDGER_FIELDS.length;
}

/** The sums by the names of their columns. */
export function toSumColumns<Column extends string>(
  columns: LedgerColumns<Column> | SumColumns<Column>,
  sums: Sums,
): Readonly<Record<Column, number>> {
  const fields = "dueMoved" in columns ? SUM_FIELDS : LEDGER_FIELDS;
  const names: Readonly<Partial<Record<SumField, Column>>> = columns;
  const values = fields.map((field) => [names[field], sums[field]]);
  return Object.fromEntries(values);
}
