import "server-only";
import type { Context } from "@/lib/context";
import { countJobs, type FailedJob, listFailedJobs } from "@/lib/jobs/job-records";
import { failureReasons, type JobList, type JobResponse, jobNames } from "@/lib/jobs/schemas";
import { requirePermission } from "@/lib/performance/access/permissions";
import type { PageQuery } from "@/lib/performance/members/schemas";
import { createJobCursor, parseJobCursor } from "./job-cursor";

/**
 * Counts the organization's jobs, and lists the failed ones, the newest first.
 *
 * @throws AppError `forbidden` without `manage_organization`; `invalid_request` for a malformed cursor.
 */
export async function listJobs(context: Context, { limit, cursor }: PageQuery): Promise<JobList> {
  const { actor, database, organizationId } = context;
  requirePermission(actor, "manage_organization");
  const after = cursor === undefined ? null : parseJobCursor(cursor);
  const [counts, found] = await Promise.all([
    countJobs(database, organizationId),
    // One more than requested shows whether there is another page.
    listFailedJobs(database, organizationId, { after, limit: limit + 1 }),
  ]);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    ...{ waiting: counts.waiting, under_way: counts.underWay, set_aside: counts.failed },
    jobs: page.flatMap(serializeJob),
    next_cursor: found.length > limit && last !== undefined ? createJobCursor(last) : null,
  };
}

/** Empty for a job that this release does not know. */
function serializeJob(job: FailedJob): readonly JobResponse[] {
  const name = jobNames.find((known) => known === job.name);
  if (name === undefined) return [];
  return [
    {
      ...{ id: job.id, name, attempts: job.attempts },
      reason: failureReasons.find((known) => known === job.reason) ?? "unexpected",
      created_at: job.createdAt.toISOString(),
      set_aside_at: job.failedAt.toISOString(),
      user_id: job.userId,
      assignment_id: job.assignmentId === null ? null : Number(job.assignmentId),
    },
  ];
}
