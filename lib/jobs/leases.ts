import "server-only";
import { sql } from "kysely";
import type { Database } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import type { JobState } from "@/lib/db/other-tables";
import { execute, selectRows } from "@/lib/db/select-rows";
import { anyOf } from "@/lib/db/sql-values";

/** A job as it is named in the log. */
export type JobName = { readonly id: string; readonly name: string };

/** Restarts the leases of active jobs. */
export async function extendLeases(database: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await execute(database, updateActiveJobs(ids).set({ started_on: now }));
}

/** Returns fetched jobs to their queue as if they never had been fetched: no attempt is counted. */
export async function returnJobs(database: Database, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await execute(
    database,
    updateActiveJobs(ids).set({ state: "retry", started_on: null, start_after: now }),
  );
}

/**
 * Returns the jobs of workers that are gone to their queue. That counts as an attempt, so that a job that kills its
 * workers fails in the end. Returns the jobs that were returned or failed.
 */
export async function reclaimJobs(database: Database): Promise<readonly JobName[]> {
  return selectRows(
    database,
    kysely
      .updateTable("pts_jobs.job as job")
      .set((eb) => {
        const hasAttempts = eb("job.retry_count", "<", eb.ref("job.retry_limit"));
        return {
          state: sql<JobState>`${eb.case().when(hasAttempts).then("retry").else("failed").end()}::pts_jobs.job_state`,
          completed_on: eb.case().when(hasAttempts).then(null).else(now).end(),
          start_after: now,
          output: JSON.stringify({ reason: "worker_lost" }),
        };
      })
      .where("job.state", "=", sql.lit<JobState>("active"))
      .where((eb) => sql<boolean>`${eb.ref("job.started_on")} + ${eb.ref("job.expire_in")} < now()`)
      .returning(["job.id", "job.name"]),
  );
}

const now = sql<Date>`now()`;

function updateActiveJobs(ids: readonly string[]) {
  return kysely
    .updateTable("pts_jobs.job as job")
    .where("job.state", "=", sql.lit<JobState>("active"))
    .where("job.id", "=", anyOf(ids));
}
