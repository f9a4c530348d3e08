/**
 * Computes the expected figures of all members from the file, independently of the product's code: with PostgreSQL for
 * dates and time zones, and with integers for fractions.
 */
import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { Client } from "pg";

export type Figures = {
  readonly tasks_completed: number;
  readonly score: number | null;
  readonly experience_level: number;
  readonly avg_completion_time: number | null;
  readonly on_time_ratio: number | null;
  readonly skill_accuracy: number | null;
  readonly difficulty_factor: number | null;
  readonly avg_completion_speed: number | null;
};

type Sums = Readonly<
  Record<
    | "tasks"
    | "due"
    | "on_time"
    | "early"
    | "timed"
    | "duration"
    | "rated"
    | "skill"
    | "difficulty_rated"
    | "difficulty",
    string
  >
>;

const SUMS = `
  WITH given AS (
    SELECT lower(assignee) AS assignee, status,
      nullif(difficulty, '')::numeric AS difficulty, nullif(skill_match, '')::numeric AS skill_match,
      moment(assigned_at, '00:00:00') AS assigned_at, moment(started_at, '00:00:00') AS started_at,
      moment(due_at, '23:59:59') AS due_at, moment(completed_at, '23:59:59') AS completed_at
    FROM file
  ), counted AS (
    SELECT *, floor(extract(epoch FROM due_at - completed_at)) AS early,
      floor(extract(epoch FROM completed_at - coalesce(started_at, assigned_at))) AS duration
    FROM given
    WHERE completed_at IS NOT NULL AND status IN ('', 'completed')
      AND completed_at >= coalesce(assigned_at, '-infinity')
      AND completed_at >= coalesce(started_at, '-infinity')
  )
  SELECT assignee, count(*)::text AS tasks, count(due_at)::text AS due,
    count(*) FILTER (WHERE completed_at <= due_at)::text AS on_time,
    coalesce(sum(early), 0)::bigint::text AS early, count(duration)::text AS timed,
    coalesce(sum(duration), 0)::bigint::text AS duration, count(skill_match)::text AS rated,
    coalesce(sum(floor(skill_match * 10000 + 0.5)), 0)::bigint::text AS skill,
    count(difficulty)::text AS difficulty_rated,
    coalesce(sum(floor(difficulty * 100 + 0.5)), 0)::bigint::text AS difficulty
  FROM counted GROUP BY assignee`;

const columns = [
  "assignee",
  "status",
  "assigned_at",
  "started_at",
  "due_at",
  "completed_at",
  "difficulty",
  "skill_match",
] as const;

/** @returns figures by username. The times of the file must be dates or have no offset. */
export async function recomputeFigures(
  client: Client,
  path: string,
  timeZone: string,
): Promise<ReadonlyMap<string, Figures>> {
  const records = toRecords(parse(await readFile(path), { columns: true, bom: true }));
  await client.query("BEGIN");
  try {
    await client.query(
      `CREATE FUNCTION pg_temp.moment(given text, default_time text) RETURNS timestamptz LANGUAGE sql AS $$
         SELECT (CASE WHEN length(given) = 10 THEN given || ' ' || default_time ELSE nullif(given, '') END)::timestamp
           AT TIME ZONE '${timeZone.replaceAll("'", "")}'
       $$`,
    );
    const statement = SUMS.replaceAll("moment(", "pg_temp.moment(").replace(
      "FROM file",
      `FROM unnest(${columns.map((_, index) => `$${index + 1}::text[]`).join(", ")}) AS file (${columns.join(", ")})`,
    );
    const { rows } = await client.query<Sums & { assignee: string }>(
      statement,
      columns.map((column) => records.map((record) => record[column] ?? "")),
    );
    return new Map(rows.map((sums) => [sums.assignee, toFigures(sums)]));
  } finally {
    await client.query("ROLLBACK");
  }
}

/** With `columns: true` every record is an object of texts. The parser's types lack this. */
function toRecords(records: unknown): readonly Readonly<Record<string, string>>[] {
  return records as readonly Readonly<Record<string, string>>[];
}

function toFigures(sums: Sums): Figures {
  const readSum = (name: keyof Sums) => BigInt(sums[name]);
  const components = [
    { weight: 5n, part: readSum("on_time"), whole: readSum("due") },
    { weight: 3n, part: readSum("skill"), whole: readSum("rated") * 10_000n },
    { weight: 2n, part: readSum("difficulty"), whole: readSum("difficulty_rated") * 1000n },
  ].filter(({ whole }) => whole > 0n);
  const weights = components.reduce((total, { weight }) => total + weight, 0n);
  const common = components.reduce((product, { whole }) => product * whole, 1n);
  const weighted = components.reduce(
    (total, { weight, part, whole }) => total + weight * part * (common / whole),
    0n,
  );
  return {
    tasks_completed: Number(readSum("tasks")),
    score: divide(100n * weighted, weights * common, 2),
    experience_level: 1 + Math.floor(Math.sqrt(Number(readSum("tasks")))),
    avg_completion_time: divide(readSum("duration"), 3600n * readSum("timed"), 2),
    on_time_ratio: divide(readSum("on_time"), readSum("due"), 4),
    skill_accuracy: divide(readSum("skill"), readSum("rated") * 10_000n, 4),
    difficulty_factor: divide(readSum("difficulty"), readSum("difficulty_rated") * 1000n, 4),
    avg_completion_speed: divide(readSum("early"), 86_400n * readSum("due"), 2),
  };
}

/** Rounds half up. Null if `whole` is 0. */
function divide(part: bigint, whole: bigint, decimals: number): number | null {
  if (whole === 0n) return null;
  const scale = 10n ** BigInt(decimals);
  const doubled = 2n * part * scale + whole;
  const divisor = 2n * whole;
  const floor = doubled / divisor - (doubled % divisor < 0n ? 1n : 0n);
  return Number(floor) / Number(scale);
}
