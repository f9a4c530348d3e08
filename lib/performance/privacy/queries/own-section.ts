import "server-only";
import { type Compilable, type Expression, type SelectQueryBuilder, sql } from "kysely";
import { kysely, type Row, type Schema } from "@/lib/db/kysely";
import type { MemberId } from "@/lib/performance/domain/units/ids";

export type Page = { readonly after: bigint | null; readonly limit: number };
type Person = { readonly organizationId: number; readonly userId: MemberId };

export type Section = {
  readonly table: keyof Schema;
  readonly select: (person: Person, page: Page) => Compilable<{ readonly own_key: bigint }>;
};

type ColumnOf<Table extends keyof Schema> = keyof Row<Table> & string;

type OwnColumns<Table extends keyof Schema> = {
  /** The column of the person. */
  readonly owner: ColumnOf<Table>;
  readonly key: ColumnOf<Table>;
  readonly columns: readonly (ColumnOf<Table> | `${ColumnOf<Table>} as ${string}`)[];
};

/** The rows of one table that belong to a person. */
export function selectTable<Table extends keyof Schema & string>(
  table: Table,
  { owner, key, columns }: OwnColumns<Table>,
): Section {
  const selections = columns.map((column) => {
    const [name = column, alias = name] = column.split(" as ");
    return sql.ref(`row.${name}`).as(alias);
  });
  return {
    table,
    select: ({ organizationId, userId }, page) =>
      selectPage(
        kysely
          .selectFrom(sql<{ organization_id: number }>`${sql.table(table)}`.as("row"))
          .select(selections)
          .where("row.organization_id", "=", organizationId)
          .where(sql.ref(`row.${owner}`), "=", userId),
        sql.ref<bigint>(`row.${key}`),
        page,
      ),
  };
}

/** A page of rows in the order of their keys, which are whole numbers and unique for a person. */
export function selectPage<DB, Alias extends keyof DB, Selected>(
  rows: SelectQueryBuilder<DB, Alias, Selected>,
  key: Expression<number> | Expression<bigint>,
  { after, limit }: Page,
) {
  const own = rows.select(sql<bigint>`(${key})::int8`.as("own_key"));
  return (after === null ? own : own.where(sql<boolean>`${key} > ${after}`))
    .orderBy(key)
    .limit(limit);
}
