import "server-only";
import type { Context } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { foldName } from "@/lib/ingest/mapping/people";
import { insertImportRows, type StagedRow } from "@/lib/performance/imports/queries/import-rows";
import type { ImportRun } from "@/lib/performance/imports/queries/imports";
import { listMemberIdsByName } from "@/lib/performance/members/queries/members";
import type { ImportInput } from "./import-input";
import { type ImportRow, joinErrors } from "./import-row";
import { beginPhase, requireProgress } from "./import-run";
import { toStagedContent, toStorableText } from "./staged-content";

const ROWS_PER_BATCH = 1000;

export type StagedCounts = {
  readonly rows: number;
  readonly rejected: number;
  /** Rows that are no assignment of a person. */
  readonly skipped: number;
  /** The number of the last row. */
  readonly lastRow: number;
};

type StageInput = Pick<ImportInput, "rows" | "onProgress" | "signal"> & {
  /** The number of the last row that an earlier run staged. */
  readonly stagedUpTo: number;
};

/** Reads the file to its end into the staging table, so that an incomplete file applies nothing. */
export async function stageRows(
  context: Context,
  run: ImportRun,
  input: StageInput,
): Promise<StagedCounts> {
  let counts: StagedCounts = { rows: 0, rejected: 0, skipped: 0, lastRow: 0 };
  await beginPhase(context.database, run, "reading");
  const stage = async (batch: readonly ImportRow[]) => {
    input.signal?.throwIfAborted();
    const staged = batch.filter((row) => row.row !== null || row.isSkipped !== true);
    counts = {
      rows: counts.rows + batch.length,
      rejected: counts.rejected + staged.filter(({ errors }) => errors.length > 0).length,
      skipped: counts.skipped + batch.length - staged.length,
      lastRow: batch.at(-1)?.rowNumber ?? counts.lastRow,
    };
    const added = staged.filter(({ rowNumber }) => rowNumber > input.stagedUpTo);
    await stageBatch(context, run, added, counts);
    input.onProgress?.({ phase: "reading", done: counts.rows, total: null });
  };
  let batch: ImportRow[] = [];
  for await (const row of input.rows) {
    batch.push(row);
    if (batch.length < ROWS_PER_BATCH) continue;
    await stage(batch);
    batch = [];
  }
  if (batch.length > 0) await stage(batch);
  return counts;
}

async function stageBatch(
  { database, organizationId }: Context,
  run: ImportRun,
  batch: readonly ImportRow[],
  { rows, rejected, skipped }: StagedCounts,
): Promise<void> {
  const names = new Set(batch.flatMap((row) => getName(row) ?? []));
  const members = await listMemberIdsByName(database, organizationId, [...names]);
  const staged = batch.map((row) => toStagedRow(row, members));
  const counts = { rows, rejected, skipped, new: 0, changed: 0, unchanged: 0 };
  await withTransaction(database, async (transaction) => {
    await requireProgress(transaction, run, counts, rows);
    if (staged.length > 0) await insertImportRows(transaction, run, staged);
  });
}

function toStagedRow(row: ImportRow, members: ReadonlyMap<string, number>): StagedRow {
  const name = getName(row);
  const rejection = joinErrors(row.errors);
  return {
    rowNumber: row.rowNumber,
    externalId: row.row?.externalId ?? null,
    assignee: name,
    userId: name === null ? null : (members.get(name) ?? null),
    completedAt: row.row?.completedAt ?? null,
    content: toStagedContent(row),
    field: rejection?.field ?? null,
    reason: rejection?.reason ?? null,
  };
}

/** The name of the assignee, also of a row with other errors, as names are compared. */
function getName(row: ImportRow): string | null {
  const name = row.row === null ? (row.assignee ?? null) : row.row.assignee;
  return name === null ? null : toStorableText(foldName(name));
}
