import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { Row } from "@/lib/db/kysely";
import {
  createSums,
  SUM_FIELDS,
  type SumField,
  type Sums,
} from "@/lib/performance/domain/scoring/sums";

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
} as const satisfies SumColumns<keyof Row<"performance_logs">>;

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
} as const satisfies SumColumns<keyof Row<"performance_snapshots">>;

/** The columns, in the order of `SUM_FIELDS`. */
export function listSumColumns<Column extends string>(
  columns: SumColumns<Column>,
): readonly Column[] {
  return SUM_FIELDS.map((field) => columns[field]);
}

/** The sums of a row as one array, for `readSums`. Sums are within ±2^53, so doubles hold them exactly. */
export function selectSums(
  columns: SumColumns<string>,
  table: "performance" | "entry" | "snapshot",
): RawBuilder<number[]> {
  const references = listSumColumns(columns).map((column) => sql.ref(`${table}.${column}`));
  return sql`array[${sql.join(references)}]::float8[]`;
}

/** The sums that `selectSums` selected. */
export function readSums(values: readonly number[]): Sums {
  if (!areTen(values)) throw new Error(`Ten sums were not selected, but ${values.length}.`);
  const [tasks, due, onTime, earlySeconds, timed, durationSeconds, ...rated] = values;
  const [skillRated, skillMatch, difficultyRated, difficulty] = rated;
  const punctuality = { tasks, due, onTime, earlySeconds, timed, durationSeconds };
  return createSums({ ...punctuality, skillRated, skillMatch, difficultyRated, difficulty });
}

type Ten<Value> = readonly [
  ...[Value, Value, Value, Value, Value],
  ...[Value, Value, Value, Value, Value],
];

function areTen(values: readonly number[]): values is Ten<number> {
  return values.length === SUM_FIELDS.length;
}

/** The sums by the names of their columns. */
export function toSumColumns<Column extends string>(
  columns: SumColumns<Column>,
  sums: Sums,
): Readonly<Record<Column, number>> {
  const values = SUM_FIELDS.map((field) => [columns[field], sums[field]]);
  return Object.fromEntries(values);
}
