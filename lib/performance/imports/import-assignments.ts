import "server-only";
import type { Context } from "@/lib/context";
import { refreshPlannerStatistics } from "@/lib/db/planner-statistics";
import { requirePermission } from "@/lib/performance/access/permissions";
import { countStagedRows, listRejectedRows } from "@/lib/performance/imports/queries/import-rows";
import { endImport, recordProgress } from "@/lib/performance/imports/queries/import-runs";
import {
  findCounts,
  type ImportCounts,
  type ImportKey,
  type ImportRun,
} from "@/lib/performance/imports/queries/imports";
import { applyStagedRows } from "./apply-staged-rows";
import { assignMembers } from "./assign-members";
import { clearStaging } from "./clear-staging";
import type { ImportInput, Rejection } from "./import-input";
import { beginImport, keepAlive, ReplacedError } from "./import-run";
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
  const run = await beginImport(context, input);
  const heartbeat = keepAlive(context, run);
  try {
    await clearStaging(context);
    await stageImport(context, run, input);
    const counts = await applyImport(context, run, input);
    await reportRejections(context, run, input);
    if (!(await endImport(context.database, run, "done"))) throw new ReplacedError();
    await clearStaging(context);
    return counts;
  } catch (error) {
    await endFailedImport(context, run);
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Reads the file to its end, and finds the members of its rows. An interrupted run goes on by doing it again. */
export async function stageImport(
  context: Context,
  run: ImportRun,
  input: ImportInput,
): Promise<void> {
  const { lastRow: stagedUpTo } = await countStagedRows(context.database, run);
  const staged = await stageRows(context, run, { ...input, stagedUpTo });
  await assignMembers(context, run, input, staged);
  const { rows, rejected } = await countStagedRows(context.database, run);
  await saveStagedCounts(context, run, {
    rows: staged.rows,
    rejected,
    skipped: staged.rows - rows,
  });
}

/** Applies the staged rows that are not applied yet. */
export async function applyImport(
  context: Context,
  run: ImportRun,
  input: Omit<ImportInput, "rows" | "format">,
): Promise<ImportCounts> {
  const counts = await applyStagedRows(
    context,
    run,
    input,
    await findCounts(context.database, run),
  );
  if (!input.dryRun && counts.new + counts.changed >= MANY_ROWS) {
    await refreshPlannerStatistics(context.database);
  }
  return counts;
}

async function saveStagedCounts(
  { database }: Context,
  run: ImportRun,
  staged: Pick<ImportCounts, "rows" | "rejected" | "skipped">,
): Promise<void> {
  const counts = { ...staged, new: 0, changed: 0, unchanged: 0 };
  if (!(await recordProgress(database, run, counts, staged.rows))) throw new ReplacedError();
}

/** The rejected rows by row number, a page at a time. */
export async function* readRejections(
  { database }: Pick<Context, "database">,
  key: ImportKey,
): AsyncGenerator<readonly Rejection[]> {
  let after = 0;
  for (;;) {
    const rejected = await listRejectedRows(database, key, after, REJECTIONS_PER_PAGE);
    if (rejected.length > 0) {
      yield rejected.map(({ rowNumber, ...row }) => ({ row: rowNumber, ...row }));
    }
    after = rejected.at(-1)?.rowNumber ?? after;
    if (rejected.length < REJECTIONS_PER_PAGE) return;
  }
}

async function reportRejections(
  context: Context,
  key: ImportKey,
  { onRejections }: ImportInput,
): Promise<void> {
  if (onRejections === undefined) return;
  for await (const page of readRejections(context, key)) await onRejections(page);
}

/** From this many rows on, the planner's statistics may be far off. */
const MANY_ROWS = 1000;

/** The caller must see the original error; what cannot be cleared now is cleared by the next import. */
async function endFailedImport(context: Context, run: ImportRun): Promise<void> {
  try {
    await endImport(context.database, run, "failed");
    await clearStaging(context);
  } catch {
    return;
  }
}
