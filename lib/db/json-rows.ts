import "server-only";
import { Prisma } from "@/lib/db/generated/client";

type Table =
  | "achievement_changes"
  | "assignments"
  | "assignment_skills"
  | "performance_badges"
  | "performance_facts"
  | "performance_logs"
  | "performance_milestones"
  | "performance_snapshots"
  | "user_performance";

type PlainValue = string | number | bigint | boolean | Date | null;

/** A column of type JSON takes an object as it is. */
type ColumnValue = PlainValue | { readonly [name: string]: ColumnValue };

/** A row by the names of its table's columns. */
export type JsonRow = Readonly<Record<string, ColumnValue>>;

/** A rowset of a table's own type out of one parameter, however many rows: `FROM ${selectJsonRows("assignments", rows)} AS row`. */
export function selectJsonRows(table: Table, rows: readonly JsonRow[]): Prisma.Sql {
  // Whole numbers within ±2^53 stand in JSON as they are, so nothing is lost on the way.
  const json = JSON.stringify(rows, (_, value) =>
    typeof value === "bigint" ? Number(value) : value,
  );
  return Prisma.sql`json_populate_recordset(NULL::${Prisma.raw(table)}, ${json}::json)`;
}

/** `first, second, …` */
export function columnList(columns: readonly string[]): Prisma.Sql {
  return Prisma.raw(columns.join(", "));
}

/** `first = row.first, second = row.second, …`, for an update or an upsert (`row` is then `excluded`). */
export function assignColumns(columns: readonly string[], row: "row" | "excluded"): Prisma.Sql {
  return Prisma.raw(columns.map((column) => `${column} = ${row}.${column}`).join(", "));
}
