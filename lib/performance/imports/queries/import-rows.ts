import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute, selectRows } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { ImportKey } from "./imports";

export type StagedRow = {
  readonly rowNumber: number;
  readonly externalId: string | null;
  /** Lower case, as names are compared. */
  readonly assignee: string | null;
  readonly userId: MemberId | null;
  readonly completedAt: Date | null;
  /** JSON text. */
  readonly content: string;
  readonly field: string | null;
  readonly reason: string | null;
};

export async function insertImportRows(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  rows: readonly StagedRow[],
): Promise<void> {
  const staged = unnestRows("staged", {
    row_number: ["int4", rows.map((row) => row.rowNumber)],
    external_id: ["text", rows.map((row) => row.externalId)],
    assignee: ["text", rows.map((row) => row.assignee)],
    user_id: ["int4", rows.map((row) => row.userId)],
    completed_at: ["timestamptz", rows.map((row) => row.completedAt)],
    content: ["jsonb", rows.map((row) => row.content)],
    field: ["text", rows.map((row) => row.field)],
    reason: ["text", rows.map((row) => row.reason)],
  });
  const columns = [
    ...(["row_number", "external_id", "assignee", "user_id"] as const),
    ...(["completed_at", "content", "field", "reason"] as const),
  ] as const;
  await execute(
    database,
    kysely
      .insertInto("import_rows")
      .columns(["organization_id", "import_id", ...columns])
      .expression(
        kysely
          .selectFrom(staged)
          .select([
            parameter(organizationId, "int4").as("organization_id"),
            parameter(importId, "int4").as("import_id"),
          ])
          .select(columns),
      ),
  );
}

/** Rejects rows by number, each with its reason. */
export async function rejectRows(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  rejections: readonly {
    readonly rowNumber: number;
    readonly field: string;
    readonly reason: string;
  }[],
): Promise<void> {
  if (rejections.length === 0) return;
  const rejected = unnestRows("rejected", {
    row_number: ["int4", rejections.map(({ rowNumber }) => rowNumber)],
    field: ["text", rejections.map(({ field }) => field)],
    reason: ["text", rejections.map(({ reason }) => reason)],
  });
  await execute(
    database,
    updateRows({ organizationId, importId })
      .from(rejected)
      .set((eb) => ({ field: eb.ref("rejected.field"), reason: eb.ref("rejected.reason") }))
      .whereRef("staged.row_number", "=", "rejected.row_number"),
  );
}

function updateRows({ organizationId, importId }: ImportKey) {
  return kysely
    .updateTable("import_rows as staged")
    .where("staged.organization_id", "=", organizationId)
    .where("staged.import_id", "=", importId);
}

export type RejectedRow = {
  readonly rowNumber: number;
  readonly field: string;
  readonly reason: string;
  /** The row itself, by column. */
  readonly given: Readonly<Record<string, unknown>>;
};

/** A page of rejected rows, by number. */
export async function listRejectedRows(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
  after: number,
  limit: number,
): Promise<readonly RejectedRow[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("import_rows")
      .select((eb) => [
        "row_number",
        eb.ref("field").$notNull().as("field"),
        eb.ref("reason").$notNull().as("reason"),
        sql<RejectedRow["given"]>`${eb.ref("content")} -> 'given'`.as("given"),
      ])
      .where("organization_id", "=", organizationId)
      .where("import_id", "=", importId)
      .where("row_number", ">", after)
      .where("reason", "is not", null)
      .orderBy("row_number")
      .limit(limit),
  );
  return rows.map(({ row_number, ...row }) => ({ rowNumber: row_number, ...row }));
}

/**
 * Deletes some of an organization's rows that no import needs any more. Returns the number of rows. The rejected rows
 * of a finished import stay for a month.
 */
export async function deleteDeadRows(
  database: Database | Transaction,
  organizationId: number,
  limit: number,
): Promise<number> {
  const dead = kysely
    .selectFrom("import_rows as staged")
    .innerJoin("imports as import", (join) =>
      join
        .onRef("import.organization_id", "=", "staged.organization_id")
        .onRef("import.id", "=", "staged.import_id"),
    )
    .select(sql.ref("staged.ctid").as("ctid"))
    .where("staged.organization_id", "=", organizationId)
    .where((eb) =>
      eb.or([
        eb("import.status", "=", "failed"),
        eb("import.status", "=", "finished").and(
          eb.or([eb("staged.reason", "is", null), eb.ref("import.dry_run")]),
        ),
        eb("import.finished_at", "<", sql<Date>`clock_timestamp() - interval '1 month'`),
      ]),
    )
    .limit(limit);
  return execute(
    database,
    kysely
      .deleteFrom("import_rows as staged")
      .where(sql<boolean>`${sql.ref("staged.ctid")} = any(array${dead})`),
  );
}
