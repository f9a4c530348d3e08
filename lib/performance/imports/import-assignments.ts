import "server-only";
import type { Context } from "@/lib/context";
import { refreshPlannerStatistics } from "@/lib/db/planner-statistics";
import { requirePermission } from "@/lib/performance/access/permissions";
import { deleteDeadRows, listRejectedRows } from "@/lib/performance/imports/queries/import-rows";
import {
  deleteDryRuns,
  endImport,
  type ImportCounts,
  type ImportKey,
} from "@/lib/performance/imports/queries/imports";
import { applyStagedRows } from "./apply-staged-rows";
import { assignMembers } from "./assign-members";
import type { ImportInput } from "./import-input";
import { beginImport, keepAlive, requireProgress } from "./import-run";
import { stageRows } from "./stage-rows";

const REJECTIONS_PER_PAGE = 500;

/**
 * Imports a file of assignments: every row is an upsert by `external_id`, and ends as new, changed, unchanged or
 * rejected. Nothing is applied before the whole file was read; then each batch of a member's rows is one transaction.
 * So importing the file again finishes an interrupted import, and importing it twice changes nothing. One import runs
 * at a time in an organization.
 *
 * @throws AppError `forbidden`; `conflict` while another import runs; any error that reading the rows throws.
 */
export async function importAssignments(
  context: Context,
  input: ImportInput,
): Promise<ImportCounts> {
  requirePermission(context.actor, "manage_organization");
  const key = await beginImport(context, input);
  const heartbeat = keepAlive(context, key);
  try {
    await clearStaging(context);
    const counts = await runImport(context, key, input);
    await requireProgress(context.database, key, "applying", counts);
    await endImport(context.database, key, "finished");
    await clearStaging(context);
    return counts;
  } catch (error) {
    await endFailedImport(context, key);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

async function runImport(
  context: Context,
  key: ImportKey,
  input: ImportInput,
): Promise<ImportCounts> {
  const staged = await stageRows(context, key, input);
  const assigned = await assignMembers(context, key, input, staged.lastRow);
  const counts = await applyStagedRows(context, key, {
    ...input,
    rows: staged.rows,
    rejected: staged.rejected + assigned.rejected,
    skipped: staged.skipped + assigned.skipped,
  });
  await reportRejections(context, key, input);
  if (!input.dryRun && counts.new + counts.changed >= MANY_ROWS) {
    await refreshPlannerStatistics(context.database);
  }
  return counts;
}

async function reportRejections(
  { database }: Context,
  key: ImportKey,
  { onRejections }: ImportInput,
): Promise<void> {
  if (onRejections === undefined) return;
  let after = 0;
  for (;;) {
    const rejected = await listRejectedRows(database, key, after, REJECTIONS_PER_PAGE);
    if (rejected.length > 0) {
      await onRejections(
        rejected.map(({ rowNumber, field, reason, given }) => ({
          row: rowNumber,
          field,
          reason,
          given,
        })),
      );
    }
    after = rejected.at(-1)?.rowNumber ?? after;
    if (rejected.length < REJECTIONS_PER_PAGE) return;
  }
}

/** From this many rows on, the planner's statistics may be far off. */
const MANY_ROWS = 1000;
const ROWS_PER_DELETION = 20_000;

/**
 * Deletes the staged rows of ended imports in parts, because one statement over millions of rows would block others.
 */
async function clearStaging({ database, organizationId }: Context): Promise<void> {
  for (;;) {
    const deleted = await deleteDeadRows(database, organizationId, ROWS_PER_DELETION);
    if (deleted < ROWS_PER_DELETION) break;
  }
  await deleteDryRuns(database, organizationId);
}

/** The caller must see the original error; what cannot be cleared now is cleared by the next import. */
async function endFailedImport(context: Context, key: ImportKey): Promise<void> {
  try {
    await endImport(context.database, key, "failed");
    await clearStaging(context);
  } catch {
    return;
  }
}
