import "server-only";
import type { Context } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { insertImportRows, type StagedRow } from "@/lib/performance/imports/queries/import-rows";
import type { ImportKey } from "@/lib/performance/imports/queries/imports";
import { listMemberIdsByName } from "@/lib/performance/members/queries/members";
import type { ImportInput } from "./import-input";
import { type ImportRow, joinErrors, type RowError } from "./import-row";
import { requireProgress } from "./import-run";
import { toStagedContent } from "./staged-content";

const ROWS_PER_BATCH = 1000;

type StagedCounts = { readonly rows: number; readonly rejected: number };

/** Reads the file to its end into the staging table, so that an incomplete file applies nothing. */
export async function stageRows(
  context: Context,
  key: ImportKey,
  input: Pick<ImportInput, "rows" | "createMembers" | "onProgress">,
): Promise<StagedCounts> {
  let counts: StagedCounts = { rows: 0, rejected: 0 };
  const stage = async (batch: readonly ImportRow[]) => {
    const rejected = await stageBatch(context, key, input.createMembers, batch, counts);
    counts = { rows: counts.rows + batch.length, rejected: counts.rejected + rejected };
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

/** @returns how many of the rows were rejected. */
async function stageBatch(
  { database, organizationId }: Context,
  key: ImportKey,
  createMembers: boolean,
  batch: readonly ImportRow[],
  before: StagedCounts,
): Promise<number> {
  const names = new Set(batch.flatMap(({ row }) => (row === null ? [] : [getName(row.assignee)])));
  const members = await listMemberIdsByName(database, organizationId, [...names]);
  const staged = batch.map((row) => toStagedRow(row, members, createMembers));
  const counts = { ...before, new: 0, changed: 0, unchanged: 0 };
  await withTransaction(database, async (transaction) => {
    await requireProgress(transaction, key, "staging", counts);
    await insertImportRows(transaction, key, staged);
  });
  return staged.filter(({ reason }) => reason !== null).length;
}

function toStagedRow(
  { rowNumber, given, row, errors }: ImportRow,
  members: ReadonlyMap<string, number>,
  createMembers: boolean,
): StagedRow {
  const userId = row === null ? null : (members.get(getName(row.assignee)) ?? null);
  const rejection =
    row !== null && userId === null && !createMembers
      ? createUnknownAssigneeError(row.assignee)
      : joinErrors(errors);
  return {
    rowNumber,
    externalId: row?.externalId ?? null,
    assignee: row === null ? null : getName(row.assignee),
    userId,
    completedAt: row?.completedAt ?? null,
    content: toStagedContent({ given, row }),
    field: rejection?.field ?? null,
    reason: rejection?.reason ?? null,
  };
}

function createUnknownAssigneeError(assignee: string): RowError {
  return {
    field: "assignee",
    reason: `No member has the username or email address “${assignee}”.`,
  };
}

/** Usernames and email addresses are compared in lower case. */
function getName(assignee: string): string {
  return assignee.toLowerCase();
}
