import "server-only";
import { type AliasedRawBuilder, type Expression, type RawBuilder, sql } from "kysely";
import type { Tables } from "@/lib/db/generated/tables";
import type { Row } from "@/lib/db/kysely";
import type { SqlType, SqlValues } from "@/lib/db/sql-values";

type List = {
  [Type in SqlType]: readonly [type: Type, values: readonly (SqlValues[Type] | null)[]];
}[SqlType];

/**
 * A rowset of lists of the same length, one parameter each, however many rows:
 * `selectFrom(unnestRows("wanted", { user_id: ["int4", userIds], since: ["timestamptz", instants] }))`.
 */
export function unnestRows<
  Alias extends string,
  const Lists extends Readonly<Record<string, List>>,
>(
  alias: Alias,
  lists: Lists,
): AliasedRawBuilder<{ [Name in keyof Lists]: Lists[Name][1][number] }, Alias> {
  const parameters = Object.values(lists).map(
    ([type, values]) => sql`${[...values]}::${sql.raw(type)}[]`,
  );
  const names = Object.keys(lists).map((name) => sql.ref(name));
  const rowset = sql<{
    [Name in keyof Lists]: Lists[Name][1][number];
  }>`unnest(${sql.join(parameters)})`;
  return rowset.as<Alias>(sql`${sql.ref(alias)}(${sql.join(names)})`);
}

/** In JSON a whole number within ±2^53 is exact, so a column of bigint takes either; a column of JSON takes an object. */
type ColumnValue<Value> = bigint extends Value ? Value | number : Value;

type TableValues<Table extends keyof Tables> = {
  readonly [Column in keyof Row<Table>]?: ColumnValue<Row<Table>[Column]>;
};

type RowsetRow<Table extends keyof Tables, Values> = Pick<
  Row<Table>,
  keyof Values & keyof Row<Table>
>;

/**
 * A rowset of a table's own types out of one parameter, however many rows:
 * `selectFrom(jsonRows("row", "assignments", rows))`. It has the columns that the rows name.
 */
export function jsonRows<
  Alias extends string,
  Table extends keyof Tables & string,
  Values extends TableValues<Table>,
>(
  alias: Alias,
  table: Table,
  rows: readonly Values[],
): AliasedRawBuilder<RowsetRow<Table, Values>, Alias> {
  const json = JSON.stringify(rows, (_, value) =>
    typeof value === "bigint" ? Number(value) : value,
  );
  return sql<
    RowsetRow<Table, Values>
  >`json_populate_recordset(null::${sql.table(table)}, ${json}::json)`.as(alias);
}

/** `{ first: row.first, second: row.second, … }`, for `set` and `doUpdateSet`: columns that take the value of their name. */
export function copyColumns<
  Table extends keyof Tables & string,
  Column extends keyof Row<Table> & string,
>(
  _table: Table,
  columns: readonly Column[],
  source: "row" | "excluded",
): { [Name in Column]: RawBuilder<Row<Table>[Name]> } {
  const copies = columns.map((column) => [column, sql.ref(`${source}.${column}`)]);
  return Object.fromEntries(copies);
}

/** `(first) UNION ALL (second)` in parentheses, each with an order and a limit of its own. */
export function unionAll<Row>(first: Expression<Row>, second: Expression<Row>): RawBuilder<Row> {
  return sql`(${first} union all ${second})`;
}
