import "server-only";
import { type Context, getActorId } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { enqueueJobs } from "@/lib/jobs/enqueue";
import { movePhase } from "@/lib/performance/imports/queries/import-requests";
import type { ImportKey } from "@/lib/performance/imports/queries/imports";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";

export type ImportAction = "import.start" | "import.cancel" | "import.undo" | "import.finish";

/** Queues an import: its file is read from the beginning. `isRecorded`: whether the audit log says that it started. */
export async function queueImport(
  transaction: Transaction,
  context: Context,
  key: ImportKey,
  { isRecorded, dryRun }: { readonly isRecorded: boolean; readonly dryRun?: boolean },
): Promise<void> {
  await movePhase(transaction, key, { phase: "queued", ...(dryRun !== undefined && { dryRun }) });
  await sendJob(transaction, key);
  if (isRecorded) await recordAction(transaction, context, key, "import.start");
}

export async function sendJob(
  transaction: Transaction,
  { organizationId, importId }: ImportKey,
  options: { readonly startAfter?: Date } = {},
): Promise<void> {
  const payload = { organization_id: organizationId, import_id: importId };
  await enqueueJobs(transaction, [{ name: "organization.import", payload }], options);
}

export async function recordAction(
  transaction: Transaction,
  { organizationId, actor, now }: Pick<Context, "organizationId" | "now" | "actor">,
  { importId }: ImportKey,
  action: ImportAction,
): Promise<void> {
  const author = { organizationId, actorId: getActorId(actor), now };
  await insertAuditEntry(transaction, author, {
    action,
    subjectType: "import",
    subjectId: importId,
  });
}
