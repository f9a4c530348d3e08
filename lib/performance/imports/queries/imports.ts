import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Row } from "@/lib/db/kysely";

export type ImportKey = { readonly organizationId: number; readonly importId: number };

/** An import as one process runs it. A later run of the same import leaves this one nothing to write. */
export type ImportRun = ImportKey & { readonly run: number };

export type ImportPhase = Row<"imports">["phase"];
export type ImportStatus = Row<"imports">["status"];

export type ImportCounts = {
  readonly rows: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** Rows that are no assignment of a person, or of a person who is left out. */
  readonly skipped: number;
};

/** The counts of an import so far. */
export async function findCounts(
  database: Database | Transaction,
  { organizationId, importId }: ImportKey,
): Promise<ImportCounts> {
  const found = await database.import.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: importId } },
  });
  return {
    rows: found.rows,
    new: found.newRows,
    changed: found.changedRows,
    unchanged: found.unchangedRows,
    rejected: found.rejectedRows,
    skipped: found.skippedRows,
  };
}

export function updateImport({ organizationId, importId }: ImportKey) {
  return kysely
    .updateTable("imports")
    .where("organization_id", "=", organizationId)
    .where("id", "=", importId);
}
