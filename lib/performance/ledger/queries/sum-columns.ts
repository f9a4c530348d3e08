import "server-only";
import { Prisma } from "@/lib/db/generated/client";
import { SUM_FIELDS, type SumField, type Sums } from "@/lib/performance/domain/scoring/sums";

/** Where ten sums stand: a member's running ones, those after a ledger entry, a day's, those up to a day's end. */
export type SumsLocation = "running" | "ledger" | "daily" | "cumulative";

const columnOfField: Readonly<Record<SumField, string>> = {
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
};

const tasksColumnOf: Readonly<Record<SumsLocation, string>> = {
  running: "tasks",
  ledger: "tasks_completed",
  daily: "tasks_completed_today",
  cumulative: "cumulative_tasks",
};

const prefixOf: Readonly<Record<SumsLocation, string>> = {
  running: "",
  ledger: "",
  daily: "daily_",
  cumulative: "cumulative_",
};

/** The columns of the sums, in the order of `SUM_FIELDS`. */
export function sumColumns(place: SumsLocation): readonly string[] {
  return SUM_FIELDS.map((field) =>
    field === "tasks" ? tasksColumnOf[place] : `${prefixOf[place]}${columnOfField[field]}`,
  );
}

/** The sums of a row as one array, for `readSums`. Sums are within ±2^53, so doubles hold them exactly. */
export function selectSums(place: SumsLocation, table: "performance" | "entry" | "snapshot") {
  const columns = sumColumns(place).map((column) => `${table}.${column}`);
  return Prisma.raw(`ARRAY[${columns.join(", ")}]::float8[]`);
}

/** The sums that `selectSums` selected. */
export function readSums(values: readonly number[]): Sums {
  if (!areTen(values)) throw new Error(`Ten sums were not selected, but ${values.length}.`);
  const [tasks, due, onTime, earlySeconds, timed, durationSeconds, ...rated] = values;
  const [skillRated, skillMatch, difficultyRated, difficulty] = rated;
  const punctuality = { tasks, due, onTime, earlySeconds, timed, durationSeconds };
  return { ...punctuality, skillRated, skillMatch, difficultyRated, difficulty };
}

type Ten<Value> = readonly [
  ...[Value, Value, Value, Value, Value],
  ...[Value, Value, Value, Value, Value],
];

function areTen(values: readonly number[]): values is Ten<number> {
  return values.length === SUM_FIELDS.length;
}

/** The sums by the names of their columns. */
export function toSumColumns(place: SumsLocation, sums: Sums): Readonly<Record<string, number>> {
  const columns = sumColumns(place);
  return Object.fromEntries(SUM_FIELDS.map((field, index) => [columns[index], sums[field]]));
}
