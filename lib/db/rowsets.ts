import "server-only";
import {
  type AliasedRawBuilder,
  type Expression,
  isExpression,
  type RawBuilder,
  sql,
  type UpdateType,
} from "kysely";
import type { Operand, Row, Schema } from "@/lib/db/kysely";
import type { SqlType, SqlValues } from "@/lib/db/sql-values";

type List = {
  [Type in SqlType]: readonly [type: Type, values: Operand<readonly (SqlValues[Type] | null)[]>];
}[SqlType];

type Element<Values> =
  Values extends Expression<infer Items>
    ? Element<Items>
    : Values extends readonly (infer Item)[]
      ? Item
      : never;

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
): AliasedRawBuilder<{ [Name in keyof Lists]: Element<Lists[Name][1]> }, Alias> {
  const parameters = Object.values(lists).map(
    ([type, values]) => sql`${isExpression(values) ? values : [...values]}::${sql.raw(type)}[]`,
  );
  const names = Object.keys(lists).map((name) => sql.ref(name));
  return sql<{
    [Name in keyof Lists]: Element<Lists[Name][1]>;
  }>`unnest(${sql.join(parameters)})`.as<Alias>(sql`${sql.ref(alias)}(${sql.join(names)})`);
}

/** A bigint column takes a number too: in JSON it is exact within ±2^53. A JSON column takes an object. */
type ColumnValue<Value> = bigint extends Value ? Value | number : Value;

type Rowset<Table extends keyof Schema, Column extends keyof Row<Table>> = {
  readonly columns: readonly Column[];
  /** The one parameter of a statement, however many rows. */
  readonly toJson: (
    rows: readonly { readonly [Name in Column]: ColumnValue<Row<Table>[Name]> }[],
  ) => string;
  /** `FROM json_populate_recordset(…) AS row`. */
  readonly asRow: (json: Operand<string>) => AliasedRawBuilder<Pick<Row<Table>, Column>, "row">;
};

/**
 * Rows with some columns of a table, in the table's own types, for writes in bulk:
 * `selectFrom(rowset.asRow(rowset.toJson(rows))).select(rowset.columns)`.
 */
export function defineRowset<
  Table extends keyof Schema & string,
  Column extends keyof Row<Table> & string,
>(table: Table, columns: readonly Column[]): Rowset<Table, Column> {
  return {
    columns,
    toJson: (rows) =>
      JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? Number(value) : value)),
    asRow: (json) =>
      sql<
        Pick<Row<Table>, Column>
      >`json_populate_recordset(null::${sql.table(table)}, ${json}::json)`.as("row"),
  };
}

/** `{ first: row.first, second: row.second, … }`, for `set` and `doUpdateSet`. */
export function copyColumns<
  Table extends keyof Schema & string,
  Column extends keyof Schema[Table] & string,
>(
  _table: Table,
  columns: readonly Column[],
  source: "row" | "excluded",
): { [Name in Column]: RawBuilder<UpdateType<Schema[Table][Name]>> } {
  const copies = columns.map((column) => [column, sql.ref(`${source}.${column}`)]);
  return Object.fromEntries(copies);
}

/** `(first) UNION ALL (second)` in parentheses, each with an order and a limit of its own. */
export function unionAll<Row>(first: Expression<Row>, second: Expression<Row>): RawBuilder<Row> {
  return sql`(${first} union all ${second})`;
}
