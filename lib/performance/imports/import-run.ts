import "server-only";
import type { Context } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import {
  claimImport,
  endDeadRuns,
  findRunningImport,
  hasWaitingImport,
  insertImport,
  recordHeartbeat,
  recordPhase,
  recordProgress,
} from "@/lib/performance/imports/queries/import-runs";
import type {
  ImportCounts,
  ImportKey,
  ImportPhase,
  ImportRun,
} from "@/lib/performance/imports/queries/imports";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";
import type { ImportInput } from "./import-input";

/** An import that sent no heartbeat for this long is dead. */
const SILENCE_SECONDS = 10;
const HEARTBEAT_MILLISECONDS = 2000;
const RETRY_MILLISECONDS = 1000;

/** A run, or the last heartbeat of the import that holds the slot. */
type BeginResult = { readonly run: ImportRun } | { readonly run: null; readonly heartbeatAt: Date };

type NewRun = Pick<ImportInput, "format" | "dryRun" | "saved">;

/**
 * Claims the organization's only import slot. Where another import holds it, this waits until that one sends a
 * heartbeat or has been silent for long enough to count as dead.
 * @throws AppError `conflict` while another import runs.
 */
export async function beginImport(context: Context, input: NewRun): Promise<ImportRun> {
  let lastHeartbeat: number | null = null;
  for (;;) {
    const begun = await tryToBegin(context, input);
    if (begun.run !== null) return begun.run;
    const heartbeat = begun.heartbeatAt.getTime();
    if (lastHeartbeat !== null && heartbeat !== lastHeartbeat) {
      throw new AppError(
        "conflict",
        `Another import into “${context.organization.slug}” is running. Wait until it has ended, then import this file again. Nothing was imported.`,
      );
    }
    lastHeartbeat = heartbeat;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MILLISECONDS));
  }
}

async function tryToBegin(
  { database, organizationId, actor, now }: Context,
  { format, dryRun, saved = null }: NewRun,
): Promise<BeginResult> {
  return withSlot(database, organizationId, (transaction) =>
    insertImport(transaction, {
      ...{ organizationId, createdBy: actor.userId, format, dryRun, createdAt: now },
      ...{ mappingId: saved?.mappingId ?? null, mappingVersion: saved?.version ?? null },
    }),
  );
}

/** Claims the slot for an import that came by a request; null while another import, or another run of it, holds it. */
export async function tryToClaim({ database }: Context, key: ImportKey): Promise<ImportRun | null> {
  const { run } = await withSlot(database, key.organizationId, (transaction) =>
    claimImport(transaction, key),
  );
  return run;
}

async function withSlot(
  database: Database,
  organizationId: number,
  claim: (transaction: Transaction) => Promise<ImportRun>,
): Promise<BeginResult> {
  return withOrganizationLock(database, organizationId, async (transaction) => {
    const other = await findRunningImport(transaction, organizationId);
    if (other !== null && other.silentSeconds < SILENCE_SECONDS) {
      return { run: null, heartbeatAt: other.heartbeatAt };
    }
    await endDeadRuns(transaction, organizationId);
    return { run: await claim(transaction) };
  });
}

/**
 * Ends a dead import within the caller's transaction, which holds the organization's lock.
 * @throws AppError `conflict` while one runs, and for one that waits: its file may have the names that are erased.
 */
export async function requireNoImport(
  transaction: Transaction,
  organizationId: number,
): Promise<void> {
  const running = await findRunningImport(transaction, organizationId);
  if (running !== null && running.silentSeconds < SILENCE_SECONDS) {
    throw new AppError(
      "conflict",
      "An import is running. Wait until it has ended, then try again. Nothing was changed.",
    );
  }
  await endDeadRuns(transaction, organizationId);
  if (await hasWaitingImport(transaction, organizationId)) {
    throw new AppError(
      "conflict",
      "An import waits to be started or finished. Start or cancel it, then try again. Nothing was changed.",
    );
  }
}

/**
 * Sends heartbeats between batches, because a slow source or a long statement may take longer than an import may be
 * silent.
 */
export function keepAlive({ database }: Context, run: ImportRun): NodeJS.Timeout {
  const sendHeartbeat = () => {
    // A failed heartbeat is ignored: the next batch meets the same error and reports it.
    recordHeartbeat(database, run).catch(() => undefined);
  };
  return setInterval(sendHeartbeat, HEARTBEAT_MILLISECONDS).unref();
}

/** This run was ended meanwhile: by another import, or because the import was cancelled. */
export class ReplacedError extends AppError {
  constructor() {
    super(
      "conflict",
      "Another import replaced this one, which sent no sign of progress for too long. The applied rows are kept; import this file again to finish it.",
    );
  }
}

/** @throws ReplacedError where another import ended this run. */
export async function requireProgress(
  database: Database | Transaction,
  run: ImportRun,
  counts: ImportCounts,
  done: number,
): Promise<void> {
  if (!(await recordProgress(database, run, counts, done))) throw new ReplacedError();
}

/** @throws ReplacedError where another import ended this run. */
export async function beginPhase(
  database: Database | Transaction,
  run: ImportRun,
  phase: ImportPhase,
  progress: { readonly done?: number; readonly total?: number } = {},
): Promise<void> {
  if (!(await recordPhase(database, run, phase, progress))) throw new ReplacedError();
}
