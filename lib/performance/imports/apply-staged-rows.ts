import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { refreshPlannerStatistics } from "@/lib/db/planner-statistics";
import { withTransaction } from "@/lib/db/transaction";
import type { AssignmentInput } from "@/lib/performance/assignments/assignment-input";
import {
  type RecordResult,
  recordAssignments,
} from "@/lib/performance/assignments/record-assignments";
import { pickSkills } from "@/lib/performance/assignments/resolve-skills";
import type { AssignmentError } from "@/lib/performance/domain/assignments/validate-assignment";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { rejectRows } from "@/lib/performance/imports/queries/import-rows";
import type { ImportCounts, ImportKey } from "@/lib/performance/imports/queries/imports";
import { listPendingRows, type PendingRow } from "@/lib/performance/imports/queries/pending-rows";
import { insertMembers } from "@/lib/performance/members/queries/members";
import { getOrInsertSkills } from "@/lib/performance/members/queries/skills";
import type { ImportInput } from "./import-input";
import { joinErrors, type RowError } from "./import-row";
import { requireProgress } from "./import-run";
import { readStagedRow } from "./staged-content";

/** Small enough that other requests get their turn on a database with one session. */
const ROWS_PER_BATCH = 500;

type ApplyInput = Pick<ImportInput, "dryRun" | "onProgress"> & {
  readonly rows: number;
  readonly rejected: number;
  readonly skipped: number;
};

/** Applies every valid row, member by member and in the order of completion. */
export async function applyStagedRows(
  context: Context,
  key: ImportKey,
  { rows, rejected, skipped, dryRun, onProgress }: ApplyInput,
): Promise<ImportCounts> {
  let counts: ImportCounts = { rows, rejected, skipped, new: 0, changed: 0, unchanged: 0 };
  let after: PendingRow | null = null;
  for (let batch = 1; ; batch += 1) {
    const pending = await listPendingRows(context.database, key, after, ROWS_PER_BATCH);
    if (pending.length === 0) return counts;
    const outcomes = await applyBatch(context, key, { pending, counts, dryRun });
    counts = addOutcomes(counts, outcomes);
    const done = counts.new + counts.changed + counts.unchanged + counts.rejected - rejected;
    onProgress?.({ phase: "applying", done, total: rows - rejected - skipped });
    if (pending.length < ROWS_PER_BATCH) return counts;
    after = pending.at(-1) ?? null;
    if (!dryRun && isPowerOfTwo(batch)) {
      await refreshPlannerStatistics(context.database);
    }
  }
}

/**
 * Whenever the import has doubled, the planner's statistics are refreshed. Otherwise it takes the organization for
 * empty and scans all rows of a table for each row of a batch.
 */
function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}

type ImportOutcomes = RecordResult["outcomes"];

type Batch = {
  readonly pending: readonly PendingRow[];
  readonly counts: ImportCounts;
  readonly dryRun: boolean;
};

/** Carries the outcomes of a dry run out of the transaction that it rolls back. */
class DryRunRollback extends Error {
  readonly outcomes: ImportOutcomes;

  constructor(outcomes: ImportOutcomes) {
    super("This was a dry run.");
    this.name = "DryRunRollback";
    this.outcomes = outcomes;
  }
}

/** A dry run does all of this as well and then rolls it back, so that its counts are those of a real import. */
async function applyBatch(context: Context, key: ImportKey, batch: Batch): Promise<ImportOutcomes> {
  try {
    return await withTransaction(context.database, async (transaction) => {
      await requireProgress(transaction, key, "applying", batch.counts);
      const outcomes = await recordBatch(transaction, context, batch);
      if (batch.dryRun) throw new DryRunRollback(outcomes);
      await rejectRows(transaction, key, listRowErrors(batch, outcomes));
      return outcomes;
    });
  } catch (error) {
    if (!(error instanceof DryRunRollback)) throw error;
    await rejectRows(context.database, key, listRowErrors(batch, error.outcomes));
    return error.outcomes;
  }
}

async function recordBatch(
  transaction: Transaction,
  context: Context,
  { pending }: Batch,
): Promise<ImportOutcomes> {
  const { organization, now, actor } = context;
  const inputs = await toInputs(transaction, context, pending);
  const recording = { organization, now, actorId: actor.userId, source: "import" as const };
  return (await recordAssignments(transaction, recording, inputs)).outcomes;
}

/** Rows that are valid by themselves but do not fit what is stored. */
function listRowErrors({ pending }: Batch, outcomes: ImportOutcomes) {
  return pending.flatMap(({ rowNumber, externalId }) => {
    const outcome = outcomes.get(externalId);
    const error = typeof outcome === "object" ? joinErrors(outcome.map(toRowError)) : null;
    return error === null ? [] : [{ rowNumber, ...error }];
  });
}

/** A file names the assignee in a column of its own. */
function toRowError({ field, reason }: AssignmentError): RowError {
  return { field: field === "user_id" ? "assignee" : field, reason };
}

async function toInputs(
  transaction: Transaction,
  context: Context,
  pending: readonly PendingRow[],
): Promise<readonly AssignmentInput[]> {
  const rows = pending.map(({ content }) => readStagedRow(content));
  const names = new Set(rows.flatMap((row) => row.requiredSkills?.map(({ name }) => name) ?? []));
  const skillIds = await getOrInsertSkills(transaction, context.organizationId, [...names]);
  const placeholders = await insertPlaceholders(transaction, context, pending);
  return rows.map(({ assignee: _, requiredSkills, ...row }, index) => {
    const userId = pending[index]?.userId ?? 0;
    return {
      ...row,
      userId: placeholders.get(userId) ?? userId,
      ...(requiredSkills !== undefined && {
        requiredSkills: pickSkills(requiredSkills, skillIds),
      }),
    };
  });
}

/** Members that a dry run would create have negative ids and exist until it is rolled back. */
async function insertPlaceholders(
  transaction: Transaction,
  { organizationId, now }: Context,
  pending: readonly PendingRow[],
): Promise<ReadonlyMap<number, MemberId>> {
  const placeholderIds = [...new Set(pending.map(({ userId }) => userId))].filter((id) => id < 0);
  if (placeholderIds.length === 0) return new Map();
  const getUsername = (id: number) => `dry-run-${now.getTime()}${id}`;
  const defaults = { email: null, role: "employee", leadScope: "team", teamId: null } as const;
  const added = await insertMembers(
    transaction,
    organizationId,
    placeholderIds.map((id) => {
      const username = getUsername(id);
      return { ...defaults, username, displayName: username, passwordHash: null };
    }),
    now,
  );
  const ids = new Map(added.map(({ username, id }) => [username, id]));
  return new Map(
    placeholderIds.flatMap((id) => {
      const added = ids.get(getUsername(id));
      return added === undefined ? [] : [[id, added] as const];
    }),
  );
}

function addOutcomes(counts: ImportCounts, outcomes: ImportOutcomes): ImportCounts {
  const added = { new: 0, changed: 0, unchanged: 0, rejected: 0 };
  for (const outcome of outcomes.values()) {
    added[typeof outcome === "object" ? "rejected" : outcome] += 1;
  }
  return {
    rows: counts.rows,
    skipped: counts.skipped,
    new: counts.new + added.new,
    changed: counts.changed + added.changed,
    unchanged: counts.unchanged + added.unchanged,
    rejected: counts.rejected + added.rejected,
  };
}
