import "server-only";
import type { Context } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { openAssignments } from "@/lib/ingest/open-assignments";
import { describeError, getLogger } from "@/lib/log";
import { requirePermission } from "@/lib/performance/access/permissions";
import { clearStaging, resetStaging } from "@/lib/performance/imports/clear-staging";
import { applyImport, stageImport } from "@/lib/performance/imports/import-assignments";
import { toPeopleChoices } from "@/lib/performance/imports/import-file";
import type { ImportInput } from "@/lib/performance/imports/import-input";
import { keepAlive, ReplacedError, tryToClaim } from "@/lib/performance/imports/import-run";
import {
  findImport,
  type ImportRecord,
  saveEffect,
  saveNotes,
} from "@/lib/performance/imports/queries/import-requests";
import { endCheck, endImport, releaseImport } from "@/lib/performance/imports/queries/import-runs";
import type { ImportKey, ImportPhase, ImportRun } from "@/lib/performance/imports/queries/imports";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { readStoredSettings, toChoices, toNamedPeople } from "./file-choices";
import { sendJob } from "./queue-import";
import { readRecognized } from "./recognition-schemas";
import { toRequestWords } from "./request-words";
import { openStoredFile } from "./stored-file";
import { undoRows } from "./undo-rows";

/** While another import of the organization runs. */
const WAIT_MILLISECONDS = 5_000;
/** Unexpected errors without progress in between, after which an import has failed. */
const MOST_FAILED_RUNS = 5;

const runnable: readonly ImportPhase[] = [
  ...(["queued", "reading", "matching", "checking", "applying", "undoing"] as const),
];

/**
 * Runs an import that came by a request, or goes on with it where it was interrupted. Does nothing where it has ended
 * or waits.
 *
 * @throws the signal's reason when it is to stop; any unexpected error, after which the job runs again.
 */
export async function runImportJob(
  context: Context,
  { importId }: { readonly importId: number },
  signal: AbortSignal,
): Promise<void> {
  requirePermission(context.actor, "manage_organization");
  const { database, organizationId } = context;
  const key = { organizationId, importId };
  const record = await findImport(database, key);
  if (record === null || record.phase === "waiting") return;
  if (!runnable.includes(record.phase)) return clearStaging(context);
  const run = await tryToClaim(context, key);
  if (run === null) return sendAgain(context, key);
  const heartbeat = keepAlive(context, run);
  try {
    if (record.phase === "undoing") await undoRows(context, run, { record, signal });
    else await runStages(context, run, record, signal);
    await clearStaging(context);
  } catch (error) {
    await endRun(context, run, error, signal);
  } finally {
    clearInterval(heartbeat);
  }
}

/** Later, so that imports of other organizations can run meanwhile. */
async function sendAgain({ database, now }: Context, key: ImportKey): Promise<void> {
  const startAfter = new Date(now.getTime() + WAIT_MILLISECONDS);
  await withTransaction(database, (transaction) => sendJob(transaction, key, { startAfter }));
}

async function runStages(
  context: Context,
  run: ImportRun,
  record: ImportRecord,
  signal: AbortSignal,
): Promise<void> {
  const { database } = context;
  const input = toInput(record, signal);
  if (record.phase !== "applying") {
    // A check keeps placeholders of new members, which another run cannot continue.
    const isGoingOn = ["reading", "matching"].includes(record.phase) && !record.dry_run;
    if (!isGoingOn) await resetStaging(context, run);
    await stageFile(context, run, record, input);
  }
  const counts = await applyImport(context, run, {
    ...input,
    onEffect: (effect) => saveEffect(database, run, JSON.stringify(effect)),
  });
  if (record.is_interactive && record.dry_run) {
    if (!(await endCheck(database, run))) throw new ReplacedError();
    return;
  }
  await withTransaction(database, async (transaction) => {
    if (!(await endImport(transaction, run, "done"))) throw new ReplacedError();
    if (record.dry_run) return;
    const author = { organizationId: run.organizationId, actorId: record.created_by };
    await insertAuditEntry(
      transaction,
      { ...author, now: context.now },
      {
        ...{ action: "import.finish", subjectType: "import", subjectId: run.importId },
        detail: { ...counts },
      },
    );
  });
}

type RunInput = Omit<ImportInput, "rows" | "format">;

function toInput(record: ImportRecord, signal: AbortSignal): RunInput {
  return {
    createMembers: readStoredSettings(record.settings).create_members === true,
    dryRun: record.dry_run,
    importerId: record.created_by,
    signal,
  };
}

async function stageFile(
  context: Context,
  run: ImportRun,
  record: ImportRecord,
  input: RunInput,
): Promise<void> {
  const { database, organization, now } = context;
  const settings = readStoredSettings(record.settings);
  const file = await openAssignments(
    openStoredFile(database, run),
    { timeZone: organization.timeZone, now },
    toChoices(settings, null),
  );
  await stageImport(context, run, {
    ...input,
    ...{ rows: file.rows, format: file.format },
    people: toPeopleChoices(file, toNamedPeople(settings)),
  });
  const recognized = readRecognized(record.recognized);
  if (recognized === null) return;
  const notes = [...file.notes, ...file.findings.describe()].map(toRequestWords);
  await saveNotes(database, run, JSON.stringify({ ...recognized, notes }));
}

/** What was applied stays. */
async function endRun(
  context: Context,
  run: ImportRun,
  error: unknown,
  signal: AbortSignal,
): Promise<void> {
  const { database } = context;
  if (signal.aborted && error === signal.reason) {
    await releaseImport(database, run);
    throw error;
  }
  if (error instanceof ReplacedError) return endReplaced(context, run);
  if (error instanceof AppError && error.code === "invalid_request") {
    await endImport(database, run, "failed", toRequestWords(error.detail));
    return clearStaging(context);
  }
  await releaseImport(database, run, { isFailure: true });
  const record = await findImport(database, run);
  if (record === null || record.failed_runs < MOST_FAILED_RUNS) throw error;
  getLogger().error({ import: run.importId, ...describeError(error) }, "an import failed");
  await failImport(context, run);
}

/** Cancelled; or replaced while it was slow, and then it goes on later. */
async function endReplaced(context: Context, run: ImportRun): Promise<void> {
  const record = await findImport(context.database, run);
  if (record !== null && record.run === run.run && runnable.includes(record.phase)) {
    await sendAgain(context, run);
  } else {
    await clearStaging(context);
  }
}

async function failImport(context: Context, key: ImportKey): Promise<void> {
  const run = await tryToClaim(context, key);
  if (run === null) return sendAgain(context, key);
  await endImport(
    context.database,
    run,
    "failed",
    "An unexpected error stopped this import several times. What it applied is kept and can be undone. Send the file again to import the rest: rows that are applied stay as they are.",
  );
  await clearStaging(context);
}
