import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute, selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { ImportKey } from "./imports";

/** A name in a file that is no member's, as it is compared and as it is written. */
export type UnknownName = {
  readonly name: string;
  readonly shown: string;
  /** Rows that are valid but for the name. */
  readonly validRows: number;
  readonly rows: number;
  /** The first of them by number. */
  readonly rowNumbers: readonly number[];
};

const ROW_NUMBERS_SHOWN = 20;

/** The names of assignees that no member has. */
export async function listUnknownNames(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
): Promise<readonly UnknownName[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("import_rows")
      .select((eb) => [
        eb.ref("assignee").$notNull().as("name"),
        sql<string | null>`min(${eb.ref("content")} -> 'row' ->> 'assignee')`.as("shown"),
        sql<number>`count(*) filter (where ${eb.ref("reason")} is null)::int4`.as("valid_rows"),
        sql<number>`count(*)::int4`.as("row_count"),
        sql<
          number[]
        >`(array_agg(${eb.ref("row_number")} order by ${eb.ref("row_number")}))[1:${sql.lit(ROW_NUMBERS_SHOWN)}]`.as(
          "row_numbers",
        ),
      ])
      .where("organization_id", "=", organizationId)
      .where("import_id", "=", importId)
      .where("user_id", "is", null)
      .where("assignee", "is not", null)
      .groupBy("assignee")
      .orderBy("assignee"),
  );
  return rows.map((row) => ({
    name: row.name,
    shown: row.shown ?? row.name,
    validRows: row.valid_rows,
    rows: row.row_count,
    rowNumbers: row.row_numbers,
  }));
}

/** Rows by number, from the first to before the last. */
export type RowRange = { readonly from: number; readonly until: number };

/** The names in a range of rows that no member is assigned to. */
export async function listNamesInRange(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  { from, until }: RowRange,
): Promise<readonly string[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("import_rows")
      .distinct()
      .select((eb) => eb.ref("assignee").$notNull().as("assignee"))
      .where("organization_id", "=", organizationId)
      .where("import_id", "=", importId)
      .where("row_number", ">=", from)
      .where("row_number", "<", until)
      .where("user_id", "is", null)
      .where("assignee", "is not", null),
  );
  return rows.map(({ assignee }) => assignee);
}

/** Assigns the rows of a range to members. */
export async function resolveAssignees(
  database: Database | Transaction,
  key: ImportKey,
  range: RowRange,
  resolved: readonly { readonly name: string; readonly userId: MemberId }[],
): Promise<void> {
  if (resolved.length === 0) return;
  const member = unnestRows("member", {
    name: ["text", resolved.map(({ name }) => name)],
    user_id: ["int4", resolved.map(({ userId }) => userId)],
  });
  await execute(
    database,
    updateRange(key, range)
      .from(member)
      .set((eb) => ({ user_id: eb.ref("member.user_id") }))
      .where("staged.user_id", "is", null)
      .whereRef("staged.assignee", "=", "member.name"),
  );
}

/** Rejects the rows of assignees, also those with other errors. @returns how many had none before. */
export async function rejectAssignees(
  database: Database | Transaction,
  key: ImportKey,
  range: RowRange,
  rejections: readonly { readonly name: string; readonly reason: string }[],
): Promise<number> {
  if (rejections.length === 0) return 0;
  const rejected = unnestRows("rejected", {
    name: ["text", rejections.map(({ name }) => name)],
    reason: ["text", rejections.map(({ reason }) => reason)],
  });
  const update = updateRange(key, range)
    .from(rejected)
    .where("staged.user_id", "is", null)
    .whereRef("staged.assignee", "=", "rejected.name");
  await execute(
    database,
    update
      .set((eb) => ({
        reason: sql<string>`${eb.ref("staged.reason")} || ' ' || ${eb.ref("rejected.reason")}`,
      }))
      .where("staged.reason", "is not", null),
  );
  return execute(
    database,
    update
      .set((eb) => ({ field: "assignee", reason: eb.ref("rejected.reason") }))
      .where("staged.reason", "is", null),
  );
}

/** Deletes the valid rows of names that are skipped. Returns the number of rows. */
export async function skipAssignees(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  { from, until }: RowRange,
  names: readonly string[],
): Promise<number> {
  if (names.length === 0) return 0;
  return execute(
    database,
    kysely
      .deleteFrom("import_rows")
      .where("organization_id", "=", organizationId)
      .where("import_id", "=", importId)
      .where("row_number", ">=", from)
      .where("row_number", "<", until)
      .where("reason", "is", null)
      .where((eb) => eb("assignee", "=", anyOf(names))),
  );
}

/** Rejects rows of a range that repeat the `external_id` of an earlier valid row. Returns the number of rows. */
export async function rejectRepeatedRows(
  database: Database | Transaction,
  key: ImportKey,
  { from, until }: RowRange,
): Promise<number> {
  const { organizationId, importId } = key;
  const repeated = kysely
    .selectFrom("import_rows as later")
    .select((eb) => [
      "later.row_number",
      eb
        .selectFrom("import_rows as earlier")
        // Of the plain column the planner would search the smallest one by the key of the table, through all rows.
        .select((inner) =>
          inner.fn.min(sql<number>`${inner.ref("earlier.row_number")} + 0`).as("first_row"),
        )
        .where("earlier.organization_id", "=", organizationId)
        .where("earlier.import_id", "=", importId)
        .where("earlier.reason", "is", null)
        .whereRef("earlier.external_id", "=", "later.external_id")
        .whereRef("earlier.row_number", "<", "later.row_number")
        .as("first_row"),
    ])
    .where("later.organization_id", "=", organizationId)
    .where("later.import_id", "=", importId)
    .where("later.row_number", ">=", from)
    .where("later.row_number", "<", until)
    .where("later.reason", "is", null);
  return execute(
    database,
    updateRange(key, { from, until })
      .from(repeated.as("repeated"))
      .set((eb) => ({
        field: "external_id",
        reason: sql<string>`'Row ' || ${eb.ref("repeated.first_row")} || ' of this file has the same external_id.'`,
      }))
      .whereRef("staged.row_number", "=", "repeated.row_number")
      .where("repeated.first_row", "is not", null),
  );
}

function updateRange({ organizationId, importId }: ImportKey, { from, until }: RowRange) {
  return kysely
    .updateTable("import_rows as staged")
    .where("staged.organization_id", "=", organizationId)
    .where("staged.import_id", "=", importId)
    .where("staged.row_number", ">=", from)
    .where("staged.row_number", "<", until);
}
