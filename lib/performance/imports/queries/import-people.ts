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

/**
 * The rows of a range that repeat the `external_id` of an earlier valid row, and that row. The ids are passed as
 * values: without statistics of the new rows, a join would compare every row with every other one.
 */
export async function listRepeatedRows(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  { from, until }: RowRange,
): Promise<readonly { readonly rowNumber: number; readonly firstRow: number }[]> {
  const validRows = kysely
    .selectFrom("import_rows")
    .where("organization_id", "=", organizationId)
    .where("import_id", "=", importId)
    .where("row_number", "<", until)
    .where("reason", "is", null);
  const rows = await selectRows(
    database,
    validRows
      .select((eb) => ["row_number", eb.ref("external_id").$notNull().as("external_id")])
      .where("row_number", ">=", from),
  );
  const firstRows = await selectRows(
    database,
    validRows
      .select((eb) => [
        eb.ref("external_id").$notNull().as("external_id"),
        eb.fn.min<number>("row_number").as("first_row"),
      ])
      .where((eb) => eb("external_id", "=", anyOf(rows.map((row) => row.external_id))))
      .groupBy("external_id"),
  );
  const firstById = new Map(firstRows.map((row) => [row.external_id, row.first_row]));
  return rows.flatMap(({ external_id, row_number }) => {
    const firstRow = firstById.get(external_id) ?? row_number;
    return firstRow < row_number ? [{ rowNumber: row_number, firstRow }] : [];
  });
}

function updateRange({ organizationId, importId }: ImportKey, { from, until }: RowRange) {
  return kysely
    .updateTable("import_rows as staged")
    .where("staged.organization_id", "=", organizationId)
    .where("staged.import_id", "=", importId)
    .where("staged.row_number", ">=", from)
    .where("staged.row_number", "<", until);
}
