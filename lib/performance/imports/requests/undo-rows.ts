import "server-only";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import type { AssignmentInput } from "@/lib/performance/assignments/assignment-input";
import {
  type RecordResult,
  recordLockedAssignments,
} from "@/lib/performance/assignments/record-assignments";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { beginPhase, ReplacedError } from "@/lib/performance/imports/import-run";
import { hashContent, readContent } from "@/lib/performance/imports/left-assignment";
import type { ImportRecord } from "@/lib/performance/imports/queries/import-requests";
import { deleteRows } from "@/lib/performance/imports/queries/import-rows";
import { endImport } from "@/lib/performance/imports/queries/import-runs";
import type { ImportRun } from "@/lib/performance/imports/queries/imports";
import {
  keepRows,
  listRowsToUndo,
  recordUndone,
  type UndoRow,
} from "@/lib/performance/imports/queries/undo-rows";
import { lockAffectedMembers } from "@/lib/performance/ledger/lock-affected-members";
import type { StoredAssignment } from "@/lib/performance/ledger/queries/stored-assignments";

const ROWS_PER_BATCH = 500;

type UndoInput = { readonly record: ImportRecord; readonly signal: AbortSignal };

/**
 * Undoes an import, in batches of one transaction each: reversals and corrections on the record. Rows of assignments
 * that changed since stay, each with the reason.
 *
 * @throws ReplacedError; the signal's reason when it is to stop between two batches.
 */
export async function undoRows(
  context: Context,
  run: ImportRun,
  { record, signal }: UndoInput,
): Promise<void> {
  const { database } = context;
  const done = record.undone_rows + record.kept_rows;
  const total = record.new_rows + record.changed_rows;
  await beginPhase(database, run, "undoing", { done, total });
  let undone = { rows: record.undone_rows, kept: record.kept_rows };
  for (;;) {
    signal.throwIfAborted();
    const rows = await listRowsToUndo(database, run, ROWS_PER_BATCH);
    if (rows.length === 0) break;
    const batch = { rows, undone, undoneBy: record.undone_by };
    undone = await withTransaction(database, (transaction) =>
      undoBatch(transaction, context, run, batch),
    );
  }
  if (!(await endImport(database, run, "undone"))) throw new ReplacedError();
}

type UndoneRows = { readonly rows: number; readonly kept: number };
type Batch = {
  readonly rows: readonly UndoRow[];
  readonly undone: UndoneRows;
  readonly undoneBy: MemberId | null;
};

async function undoBatch(
  transaction: Transaction,
  context: Context,
  run: ImportRun,
  { rows, undone, undoneBy }: Batch,
): Promise<UndoneRows> {
  const { organization, organizationId, now } = context;
  const keys = { externalIds: rows.map(({ externalId }) => externalId) };
  const former = rows.flatMap(({ before }) => (before === null ? [] : readContent(before).userId));
  const affected = await lockAffectedMembers(transaction, organizationId, keys, former);
  const stored = new Map(affected.stored.map((one) => [one.externalId, one]));
  const plans = rows.map((row) => planRow(row, stored.get(row.externalId) ?? null, undoneBy, now));
  const recording = { organization, now, actorId: undoneBy, source: "import" as const };
  const { outcomes } = await recordLockedAssignments(
    transaction,
    // A due date that the import set was an error: the former one counts again, by every rule.
    { ...recording, reason: "error" },
    affected,
    plans.flatMap((plan) => ("input" in plan ? plan.input : [])),
  );
  const kept = plans.flatMap((plan) => toKept(plan, outcomes));
  const numbers = new Set(kept.map(({ rowNumber }) => rowNumber));
  await keepRows(transaction, run, kept);
  await deleteRows(
    transaction,
    run,
    rows.map(({ rowNumber }) => rowNumber).filter((number) => !numbers.has(number)),
  );
  const counts = {
    rows: undone.rows + rows.length - kept.length,
    kept: undone.kept + kept.length,
  };
  if (!(await recordUndone(transaction, run, counts))) throw new ReplacedError();
  return counts;
}

type KeptRow = { readonly rowNumber: number; readonly reason: string };
type UndoPlan = { readonly row: UndoRow } & (
  | { readonly input: AssignmentInput }
  | { readonly reason: string }
);

const CHANGED = "This assignment was changed since the import, so it stays as it is.";
const OWN_WORK = "This is your own work: another person has to undo it.";

/** Only what still is as the import left it is reversed. */
function planRow(
  row: UndoRow,
  present: StoredAssignment | null,
  undoneBy: MemberId | null,
  now: Date,
): UndoPlan {
  if (present === null || hashContent(present) !== row.leftHash) return { row, reason: CHANGED };
  const input = row.before === null ? toDeleted(present, now) : readContent(row.before);
  const members: readonly (MemberId | null)[] = [present.userId, input.userId];
  return undoneBy !== null && members.includes(undoneBy)
    ? { row, reason: OWN_WORK }
    : { row, input };
}

/** An assignment that the import created. */
function toDeleted({ externalId, userId, title }: StoredAssignment, now: Date): AssignmentInput {
  return { externalId, userId, title, status: "cancelled", deletedAt: now };
}

function toKept(plan: UndoPlan, outcomes: RecordResult["outcomes"]): readonly KeptRow[] {
  const { rowNumber, externalId } = plan.row;
  if ("reason" in plan) return [{ rowNumber, reason: plan.reason }];
  const outcome = outcomes.get(externalId);
  if (typeof outcome !== "object") return [];
  return [{ rowNumber, reason: outcome.map(({ reason }) => reason).join(" ") }];
}
