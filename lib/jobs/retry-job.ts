import "server-only";
import { type Context, getActorId } from "@/lib/context";
import { withTransaction } from "@/lib/db/transaction";
import { createNotFoundError } from "@/lib/errors";
import { findJobState, restartJob } from "@/lib/jobs/job-records";
import type { JobStatus } from "@/lib/jobs/schemas";
import { requirePermission } from "@/lib/performance/access/permissions";
import { insertAuditEntry } from "@/lib/performance/members/queries/audit-log";
import { requireVersion } from "@/lib/resources/resource-guard";

const statuses = {
  created: "waiting",
  retry: "waiting",
  failed: "waiting",
  active: "under_way",
  completed: "done",
  cancelled: "done",
} as const;

/**
 * Restarts a failed job with as many attempts as a new one. Leaves any other job unchanged, so that a second call
 * changes nothing.
 *
 * @throws AppError `forbidden` without `manage_organization`; `not_found` if the organization has no such job.
 */
export async function retryJob(
  context: Context,
  { id }: { readonly id: string },
): Promise<JobStatus> {
  const { actor, database, organizationId, now } = context;
  requirePermission(actor, "manage_organization");
  return withTransaction(database, async (transaction) => {
    await requireVersion(transaction, context);
    const restarted = await restartJob(transaction, organizationId, id);
    if (restarted !== null) {
      const author = { organizationId, now, actorId: getActorId(actor) };
      const detail = { name: restarted.name };
      const entry = { action: "job.retry", subjectType: "job", subjectId: id, detail } as const;
      await insertAuditEntry(transaction, author, entry);
      return { id, status: "waiting" };
    }
    const state = await findJobState(transaction, organizationId, id);
    if (state === null) throw createNotFoundError();
    return { id, status: statuses[state] };
  });
}
