import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { refreshPlannerStatistics } from "@/lib/db/planner-statistics";
import { withTransaction } from "@/lib/db/transaction";
import {
  type RecordResult,
  recordAssignments,
} from "@/lib/performance/assignments/record-assignments";
import type { AssignmentError } from "@/lib/performance/domain/assignments/validate-assignment";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { listIdsOfMember, listScores } from "@/lib/performance/imports/queries/import-effects";
import {
  type AppliedRow,
  countStagedRows,
  deleteRows,
  markApplied,
  rejectRows,
} from "@/lib/performance/imports/queries/import-rows";
import type { ImportCounts, ImportRun } from "@/lib/performance/imports/queries/imports";
import { listPendingRows, type PendingRow } from "@/lib/performance/imports/queries/pending-rows";
import type { ImportInput } from "./import-input";
import { joinErrors, type RowError } from "./import-row";
import { beginPhase, requireProgress } from "./import-run";
import { hashContent, writeContent } from "./left-assignment";
import { type CheckedBatch, ScoreEffects, type Scores } from "./score-effects";
import { toInputs } from "./staged-inputs";

/** Small enough that other requests get their turn on a database with one session. */
const ROWS_PER_BATCH = 500;

type ApplyInput = Pick<ImportInput, "dryRun" | "onProgress" | "importerId" | "signal" | "onEffect">;

/**
 * Applies every valid row that is not applied yet, member by member and in the order of completion.
 * @param before the counts so far: those of an earlier run that was interrupted.
 */
export async function applyStagedRows(
  context: Context,
  run: ImportRun,
  input: ApplyInput,
  before: ImportCounts,
): Promise<ImportCounts> {
  const { database } = context;
  const staged = await countStagedRows(database, run);
  const total = staged.rows - staged.rejected + before.unchanged;
  const applied = staged.applied + before.unchanged;
  await beginPhase(database, run, input.dryRun ? "checking" : "applying", { done: applied, total });
  const effects = new ScoreEffects();
  let counts = before;
  let after: PendingRow | null = null;
  for (let number = 1; ; number += 1) {
    input.signal?.throwIfAborted();
    const pending = await listPendingRows(database, run, after, ROWS_PER_BATCH);
    if (pending.length === 0) break;
    const done = counts.new + counts.changed + counts.unchanged + counts.rejected - before.rejected;
    counts = await applyBatch(context, run, { pending, counts, done, input, effects });
    input.onProgress?.({ phase: "applying", done: done + pending.length, total });
    if (pending.length < ROWS_PER_BATCH) break;
    after = pending.at(-1) ?? null;
    if (!input.dryRun && isPowerOfTwo(number)) await refreshPlannerStatistics(database);
  }
  if (input.dryRun) await input.onEffect?.(effects.finish());
  return counts;
}

/**
 * Whenever the import has doubled, the planner's statistics are refreshed. Otherwise it takes the organization for
 * empty and scans all rows of a table for each row of a batch.
 */
function isPowerOfTwo(count: number): boolean {
  return Number.isInteger(Math.log2(count));
}

type Batch = {
  readonly pending: readonly PendingRow[];
  readonly counts: ImportCounts;
  /** Rows of this phase before this batch. */
  readonly done: number;
  readonly input: ApplyInput;
  readonly effects: ScoreEffects;
};

/** Carries the outcomes of a dry run out of the transaction that it rolls back. */
class DryRunRollback extends Error {
  readonly recorded: RecordedBatch;
  readonly checked: CheckedBatch;

  constructor(recorded: RecordedBatch, checked: CheckedBatch) {
    super("This was a dry run.");
    this.name = "DryRunRollback";
    this.recorded = recorded;
    this.checked = checked;
  }
}

/** A dry run does all of this as well and then rolls it back, so that its counts are those of a real import. */
async function applyBatch(context: Context, run: ImportRun, batch: Batch): Promise<ImportCounts> {
  const { pending, counts, done, input } = batch;
  try {
    return await withTransaction(context.database, async (transaction) => {
      await requireProgress(transaction, run, counts, done);
      const recorded = await recordBatch(transaction, context, batch);
      if (input.dryRun) {
        throw new DryRunRollback(recorded, await readEffect(transaction, context, recorded));
      }
      await markOutcomes(transaction, run, pending, recorded);
      const added = addOutcomes(counts, recorded.outcomes);
      await requireProgress(transaction, run, added, done + pending.length);
      return added;
    });
  } catch (error) {
    if (!(error instanceof DryRunRollback)) throw error;
    const { recorded, checked } = error;
    batch.effects.add(checked);
    const added = addOutcomes(counts, recorded.outcomes);
    await rejectRows(context.database, run, listRowErrors(pending, recorded.outcomes));
    await requireProgress(context.database, run, added, done + pending.length);
    return added;
  }
}

type ImportOutcomes = RecordResult["outcomes"];

type RecordedBatch = Pick<RecordResult, "outcomes" | "contents" | "former"> & {
  /** The members of the rows, in their order, and their scores before. */
  readonly userIds: readonly MemberId[];
  readonly scores: Scores;
};

async function recordBatch(
  transaction: Transaction,
  context: Context,
  { pending, input }: Batch,
): Promise<RecordedBatch> {
  const { organization, organizationId, now, actor } = context;
  const { importerId = actor.userId } = input;
  const own = await listOwnRows(transaction, organizationId, importerId, pending);
  const others = pending.filter(({ externalId }) => !own.has(externalId));
  const inputs = await toInputs(transaction, context, others);
  const userIds = inputs.map(({ userId }) => userId);
  const scores = input.dryRun
    ? await listScores(transaction, organizationId, userIds)
    : new Map<MemberId, number | null>();
  const recording = {
    ...{ organization, now, actorId: importerId },
    ...({ source: "import", checksActive: true } as const),
  };
  const recorded = await recordAssignments(transaction, recording, inputs);
  const rejected = [...own].map((externalId) => [externalId, [OWN_WORK]] as const);
  return { ...recorded, userIds, scores, outcomes: new Map([...recorded.outcomes, ...rejected]) };
}

const OWN_WORK: AssignmentError = {
  field: "user_id",
  reason: "This is your own work: another person has to import it.",
};

/** Rows that would make or change work of the member who imports: members must not set their own figures. */
async function listOwnRows(
  transaction: Transaction,
  organizationId: number,
  importerId: MemberId | null,
  pending: readonly PendingRow[],
): Promise<ReadonlySet<string>> {
  if (importerId === null) return new Set();
  const ids = pending.map(({ externalId }) => externalId);
  const stored = await listIdsOfMember(transaction, organizationId, importerId, ids);
  const given = pending.filter(({ userId }) => userId === importerId);
  return new Set([...stored, ...given.map(({ externalId }) => externalId)]);
}

async function readEffect(
  transaction: Transaction,
  { organizationId }: Context,
  { outcomes, contents, userIds, scores }: RecordedBatch,
): Promise<CheckedBatch> {
  const after = await listScores(transaction, organizationId, userIds);
  const changed = new Set(
    [...contents.values()]
      .filter(({ externalId }) => outcomes.get(externalId) !== "unchanged")
      .map(({ userId }) => userId),
  );
  return { userIds: userIds.filter((id) => changed.has(id)), before: scores, after };
}

async function markOutcomes(
  transaction: Transaction,
  run: ImportRun,
  pending: readonly PendingRow[],
  { outcomes, contents, former }: RecordedBatch,
): Promise<void> {
  await rejectRows(transaction, run, listRowErrors(pending, outcomes));
  const applied = pending.flatMap(({ rowNumber, externalId }): AppliedRow[] => {
    const outcome = outcomes.get(externalId);
    const content = contents.get(externalId);
    if (content === undefined || (outcome !== "new" && outcome !== "changed")) return [];
    const stored = former.get(externalId) ?? null;
    const before = stored === null ? null : writeContent(stored);
    return [{ rowNumber, outcome, before, leftHash: hashContent(content) }];
  });
  await markApplied(transaction, run, applied);
  const unchanged = pending.filter(({ externalId }) => outcomes.get(externalId) === "unchanged");
  await deleteRows(
    transaction,
    run,
    unchanged.map(({ rowNumber }) => rowNumber),
  );
}

/** Rows that are valid by themselves but do not fit what is stored. */
function listRowErrors(pending: readonly PendingRow[], outcomes: ImportOutcomes) {
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
