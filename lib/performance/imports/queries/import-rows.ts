import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute, selectRow, selectRows } from "@/lib/db/select-rows";
import { anyOf, parameter } from "@/lib/db/sql-values";
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

/** What applying a row did, and what an undo of it needs. */
export type AppliedRow = {
  readonly rowNumber: number;
  readonly outcome: "new" | "changed";
  /** JSON text of the assignment before; null for a new one. */
  readonly before: string | null;
  readonly leftHash: string;
};

/** Marks rows as applied. Their content is not needed any more. */
export async function markApplied(
  transaction: Transaction,
  { organizationId, importId }: ImportKey,
  rows: readonly AppliedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const applied = unnestRows("applied", {
    row_number: ["int4", rows.map(({ rowNumber }) => rowNumber)],
    outcome: ["text", rows.map(({ outcome }) => outcome)],
    before: ["jsonb", rows.map(({ before }) => before)],
    left_hash: ["text", rows.map(({ leftHash }) => leftHash)],
  });
  await execute(
    transaction,
    updateRows({ organizationId, importId })
      .from(applied)
      .set((eb) => ({
        content: "{}",
        outcome: sql<AppliedRow["outcome"]>`${eb.ref("applied.outcome")}::"ImportOutcome"`,
        before: sql<string>`${eb.ref("applied.before")}`,
        left_hash: eb.ref("applied.left_hash"),
      }))
      .whereRef("staged.row_number", "=", "applied.row_number"),
  );
}

/** Deletes staged rows by number. */
export async function deleteRows(
  transaction: Transaction,
  { organizationId, importId }: ImportKey,
  rowNumbers: readonly number[],
): Promise<void> {
  if (rowNumbers.length === 0) return;
  await execute(
    transaction,
    kysely
      .deleteFrom("import_rows")
      .where("organization_id", "=", organizationId)
      .where("import_id", "=", importId)
      .where((eb) => eb("row_number", "=", anyOf(rowNumbers))),
  );
}

export type StagedTotals = {
  readonly rows: number;
  readonly rejected: number;
  readonly applied: number;
  /** The number of the last one; 0 without any. */
  readonly lastRow: number;
};

export async function countStagedRows(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
): Promise<StagedTotals> {
  const row = await selectRow(
    database,
    kysely
      .selectFrom("import_rows")
      .select((eb) => [
        sql<number>`count(*)::int4`.as("rows"),
        sql<number>`count(*) filter (where ${eb.ref("outcome")} is null and ${eb.ref("reason")} is not null)::int4`.as(
          "rejected",
        ),
        sql<number>`count(${eb.ref("outcome")})::int4`.as("applied"),
        sql<number>`coalesce(max(${eb.ref("row_number")}), 0)`.as("last_row"),
      ])
      .where("organization_id", "=", organizationId)
      .where("import_id", "=", importId),
  );
  return {
    rows: row?.rows ?? 0,
    rejected: row?.rejected ?? 0,
    applied: row?.applied ?? 0,
    lastRow: row?.last_row ?? 0,
  };
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
      .where("outcome", "is", null)
      .where("reason", "is not", null)
      .orderBy("row_number")
      .limit(limit),
  );
  return rows.map(({ row_number, ...row }) => ({ rowNumber: row_number, ...row }));
}
