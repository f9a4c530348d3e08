import "server-only";
import type { Context } from "@/lib/context";
import {
  deleteDeadFiles,
  deleteDeadRows,
  deleteDryRuns,
  deleteStagedRows,
  endAbandonedImports,
} from "@/lib/performance/imports/queries/clear-imports";
import { deleteFoundPeople } from "@/lib/performance/imports/queries/found-people";
import type { ImportKey } from "@/lib/performance/imports/queries/imports";

const ROWS_PER_DELETION = 20_000;

/**
 * Deletes what no import of the organization needs any more: staged rows of ended imports in parts, because one
 * statement over millions of rows would block others, and files.
 */
export async function clearStaging({
  database,
  organizationId,
}: Pick<Context, "database" | "organizationId">): Promise<void> {
  await endAbandonedImports(database, organizationId);
  for (;;) {
    const deleted = await deleteDeadRows(database, organizationId, ROWS_PER_DELETION);
    if (deleted < ROWS_PER_DELETION) break;
  }
  await deleteDeadFiles(database, organizationId);
  await deleteDryRuns(database, organizationId);
}

/** Deletes what an import staged, so that it begins again. */
export async function resetStaging(
  { database }: Pick<Context, "database">,
  key: ImportKey,
): Promise<void> {
  for (;;) {
    const deleted = await deleteStagedRows(database, key, ROWS_PER_DELETION);
    if (deleted < ROWS_PER_DELETION) break;
  }
  await deleteFoundPeople(database, key);
}
