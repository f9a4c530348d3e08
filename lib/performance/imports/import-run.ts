import "server-only";
import type { Context } from "@/lib/context";
import type { Database, Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import {
  endUnfinishedImports,
  findUnfinishedImport,
  type ImportCounts,
  type ImportKey,
  insertImport,
  recordHeartbeat,
  recordProgress,
} from "@/lib/performance/imports/queries/imports";
import { withOrganizationLock } from "@/lib/performance/members/with-organization-lock";

/** An import that sent no heartbeat for this long is dead. */
const SILENCE_SECONDS = 10;
const HEARTBEAT_MILLISECONDS = 2000;
const RETRY_MILLISECONDS = 1000;

type BeginResult =
  | { readonly importId: number }
  | { readonly importId: null; readonly heartbeatAt: Date };

/**
 * Claims the organization's only import slot. Where another import holds it, this waits until that one sends a
 * heartbeat or has been silent for long enough to count as dead.
 * @throws AppError `conflict` while another import runs.
 */
export async function beginImport(
  context: Context,
  input: { readonly format: string; readonly dryRun: boolean },
): Promise<ImportKey> {
  const { organizationId } = context;
  let lastHeartbeat: number | null = null;
  for (;;) {
    const begun = await tryToBegin(context, input);
    if (begun.importId !== null) return { organizationId, importId: begun.importId };
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
  { format, dryRun }: { readonly format: string; readonly dryRun: boolean },
): Promise<BeginResult> {
  return withOrganizationLock(database, organizationId, async (transaction) => {
    const other = await findUnfinishedImport(transaction, organizationId);
    if (other !== null && other.silentSeconds < SILENCE_SECONDS) {
      return { importId: null, heartbeatAt: other.heartbeatAt };
    }
    await endUnfinishedImports(transaction, organizationId);
    const record = { organizationId, createdBy: actor.userId, format, dryRun, createdAt: now };
    return { importId: await insertImport(transaction, record) };
  });
}

/**
 * Ends a dead import within the caller's transaction, which holds the organization's lock.
 * @throws AppError `conflict` while one runs.
 */
export async function requireNoImport(
  transaction: Transaction,
  organizationId: number,
): Promise<void> {
  const running = await findUnfinishedImport(transaction, organizationId);
  if (running !== null && running.silentSeconds < SILENCE_SECONDS) {
    throw new AppError(
      "conflict",
      "An import is running. Wait until it has ended, then try again. Nothing was changed.",
    );
  }
  await endUnfinishedImports(transaction, organizationId);
}

/**
 * Sends heartbeats between batches, because a slow source or a long statement may take longer than an import may be
 * silent.
 */
export function keepAlive({ database }: Context, key: ImportKey): NodeJS.Timeout {
  const sendHeartbeat = () => {
    // A failed heartbeat is ignored: the next batch meets the same error and reports it.
    recordHeartbeat(database, key).catch(() => undefined);
  };
  return setInterval(sendHeartbeat, HEARTBEAT_MILLISECONDS).unref();
}

/** @throws AppError `conflict` where another import ended this one. */
export async function requireProgress(
  database: Database | Transaction,
  key: ImportKey,
  status: "staging" | "applying",
  counts: ImportCounts,
): Promise<void> {
  if (await recordProgress(database, key, status, counts)) return;
  throw new AppError(
    "conflict",
    "Another import replaced this one, which sent no sign of progress for too long. The applied rows are kept; import this file again to finish it.",
  );
}
