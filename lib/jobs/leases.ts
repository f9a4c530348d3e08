import "server-only";
import type { Database } from "@/lib/db/client";
import type { QueueName } from "./queues";

/** A job as it is named in the log. */
export type JobName = { readonly id: string; readonly name: QueueName };

/** Says that these jobs are still being worked on. */
export async function extendLeases(database: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await database.$executeRaw`
    UPDATE pts_jobs.job SET started_on = now()
    WHERE state = 'active' AND id = ANY (${[...ids]}::uuid[])`;
}

/** Gives back jobs that were taken and not done, as if they never had been: it is no attempt. */
export async function giveBack(database: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await database.$executeRaw`
    UPDATE pts_jobs.job SET state = 'retry', started_on = NULL, start_after = now()
    WHERE state = 'active' AND id = ANY (${[...ids]}::uuid[])`;
}

/**
 * Gives back what workers held that have died. It was an attempt: a job that kills its workers is set aside in the end.
 * Answers what was given back or set aside.
 */
export async function reclaimJobs(database: Database): Promise<readonly JobName[]> {
  return database.$queryRaw<JobName[]>`
    UPDATE pts_jobs.job SET
      state = CASE WHEN retry_count < retry_limit THEN 'retry' ELSE 'failed' END::pts_jobs.job_state,
      completed_on = CASE WHEN retry_count < retry_limit THEN NULL ELSE now() END,
      start_after = now(),
      output = '{"reason": "worker_lost"}'
    WHERE state = 'active' AND started_on + expire_in < now()
    RETURNING id, name`;
}
