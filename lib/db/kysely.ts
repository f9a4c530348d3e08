import "server-only";
import {
  DummyDriver,
  type Expression,
  type ExpressionBuilder,
  expressionBuilder,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Selectable,
} from "kysely";
import type { Tables } from "@/lib/db/generated/tables";
import type { OtherTables } from "@/lib/db/other-tables";

/** Every table. */
export type Schema = Tables & OtherTables;

/** Builds and compiles statements, typed by the schema. It has no connection: `selectRows` and `execute` run them. */
export const kysely = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** A value of the statement, or an expression in its place: a placeholder of `compileOnce`, a column, a subquery. */
export type Operand<Value> = Value | Expression<Value>;

/** A row of a table. */
export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>;

/** The part of a row that a list of its columns selects: `RowOf<"users", typeof memberColumns>`. */
export type RowOf<Table extends keyof Schema, Columns extends readonly string[]> = Pick<
  Row<Table>,
  Unqualified<Columns[number]> & keyof Row<Table>
>;

type Unqualified<Column extends string> = Column extends `${string}.${infer Name}` ? Name : Column;

/** All tables, and some of them by an alias too: `Aliased<{ entry: "performance_logs" }>`. */
export type Aliased<Aliases extends Readonly<Record<string, keyof Schema>>> = Schema & {
  [Alias in keyof Aliases]: Schema[Aliases[Alias]];
};

/**
 * Builds expressions that several statements share, about tables that each of them joins by the same aliases:
 * `withAliases<{ entry: "performance_logs" }>()`. The compiler checks the columns, not that a statement has the alias.
 */
export function withAliases<
  Aliases extends Readonly<Record<string, keyof Schema>>,
>(): ExpressionBuilder<Aliased<Aliases>, keyof Aliases & string> {
  return expressionBuilder<Aliased<Aliases>, keyof Aliases & string>();
}
