import { z } from "zod";
import { pageQuery } from "@/lib/performance/members/schemas";
import { instant } from "@/lib/performance/shared/schemas";

export const jobNames = [
  "performance.update",
  "organization.sweep",
  "organization.releases",
  "organization.seals",
  "organization.retention",
  "organization.verification",
  "organization.import",
] as const;

/**
 * Why the last attempt failed, without internals. `gone`: the subject of the job does not exist; `database`: the
 * database did not respond, or was too busy; `worker_lost`: the process ended before the job; `unexpected`: the log has
 * the error under the id of the job.
 */
export const failureReasons = ["gone", "database", "worker_lost", "unexpected"] as const;

export const jobsQuery = pageQuery;

export const failedJob = z.strictObject({
  id: z.uuid(),
  name: z.enum(jobNames),
  /** How often it was tried. */
  attempts: z.int(),
  reason: z.enum(failureReasons),
  created_at: instant,
  set_aside_at: instant,
  /** What it is about; null where that is the organization. */
  user_id: z.int().nullable(),
  assignment_id: z.int().nullable(),
});
export type JobResponse = z.infer<typeof failedJob>;

export const jobList = z.strictObject({
  /** Jobs that wait to be taken, or for their next attempt. */
  waiting: z.int(),
  under_way: z.int(),
  set_aside: z.int(),
  /** The failed jobs, newest first. */
  jobs: z.array(failedJob),
  next_cursor: z.string().nullable(),
});
export type JobList = z.infer<typeof jobList>;

export const jobParams = z.object({ id: z.uuid("must be the id of a job") });

export const jobStatus = z.strictObject({
  id: z.uuid(),
  status: z.enum(["waiting", "under_way", "done"]),
});
export type JobStatus = z.infer<typeof jobStatus>;

export const jobProgress = z.strictObject({
  id: z.uuid(),
  name: z.enum(jobNames),
  status: z
    .enum(["waiting", "under_way", "done", "failed"])
    .describe(
      "`waiting`: for its turn or its next attempt. `failed`: it used up its attempts, and an administrator can retry it.",
    ),
});
export type JobProgress = z.infer<typeof jobProgress>;
