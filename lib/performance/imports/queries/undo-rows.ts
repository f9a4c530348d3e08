import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute, selectRows } from "@/lib/db/select-rows";
import { updateRunning } from "./import-runs";
import type { ImportKey, ImportRun } from "./imports";

/** A row that an import applied. */
export type UndoRow = {
  readonly rowNumber: number;
  readonly externalId: string;
  /** The assignment before it, parsed; null for one that it created. */
  readonly before: unknown;
  readonly leftHash: string;
};

/** The next applied rows that the undo has not reached, by member and the latest completion first. */
export async function listRowsToUndo(
  database: Database,
  { organizationId, importId }: ImportKey,
  limit: number,
): Promise<readonly UndoRow[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("import_rows")
      .select((eb) => [
        "row_number",
        eb.ref("external_id").$notNull().as("external_id"),
        "before",
        eb.ref("left_hash").$notNull().as("left_hash"),
      ])
      .where("organization_id", "=", organizationId)
      .where("import_id", "=", importId)
      .where("outcome", "is not", null)
      .where("reason", "is", null)
      .orderBy("user_id", "desc")
      .orderBy("completed_at", "desc")
      .orderBy("external_id", "desc")
      .limit(limit),
  );
  return rows.map((row) => ({
    rowNumber: row.row_number,
    externalId: row.external_id,
    before: row.before,
    leftHash: row.left_hash,
  }));
}

/** Marks rows that the undo leaves as they are. */
export async function keepRows(
  transaction: Transaction,
  { organizationId, importId }: ImportKey,
  rows: readonly { readonly rowNumber: number; readonly reason: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  const kept = unnestRows("kept", {
    row_number: ["int4", rows.map(({ rowNumber }) => rowNumber)],
    reason: ["text", rows.map(({ reason }) => reason)],
  });
  await execute(
    transaction,
    kysely
      .updateTable("import_rows as staged")
      .from(kept)
      .set((eb) => ({ field: "row", reason: eb.ref("kept.reason") }))
      .where("staged.organization_id", "=", organizationId)
      .where("staged.import_id", "=", importId)
      .whereRef("staged.row_number", "=", "kept.row_number"),
  );
}

/** Records the progress of an undo. False if another process has ended this run. */
export async function recordUndone(
  transaction: Transaction,
  run: ImportRun,
  counts: { readonly rows: number; readonly kept: number },
): Promise<boolean> {
  const updated = await execute(
    transaction,
    updateRunning(run).set({
      undone_rows: counts.rows,
      kept_rows: counts.kept,
      phase_done: counts.rows + counts.kept,
      failed_runs: 0,
    }),
  );
  return updated === 1;
}
