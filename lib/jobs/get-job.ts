import "server-only";
import { type Context, getActorId } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { findJob } from "@/lib/jobs/job-records";
import { type JobProgress, jobNames } from "@/lib/jobs/schemas";
import { hasPermission } from "@/lib/performance/access/permissions";

const statuses = {
  created: "waiting",
  retry: "waiting",
  failed: "failed",
  active: "under_way",
  completed: "done",
  cancelled: "done",
} as const;

/**
 * How far a job is that a write of the caller sent, or with `manage_organization` any job of the organization.
 * @throws AppError `not_found` for any other job, and for one that was finished long enough ago to be deleted.
 */
export async function getJob(
  context: Context,
  { id }: { readonly id: string },
): Promise<JobProgress> {
  const { actor, database, organizationId } = context;
  const job = await findJob(database, organizationId, id);
  const name = jobNames.find((known) => known === job?.name);
  if (job === null || name === undefined) throw createNotFoundError();
  const isOwn = job.actorId !== null && job.actorId === getActorId(actor);
  if (!isOwn && !hasPermission(actor, "manage_organization")) throw createNotFoundError();
  return { id, name, status: statuses[job.state] };
}
