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

export const failedJob = z
  .strictObject({
    id: z.uuid(),
    name: z.enum(jobNames),
    attempts: z.int().describe("How often it was tried."),
    reason: z.enum(failureReasons),
    created_at: instant,
    set_aside_at: instant,
    user_id: z.int().nullable().describe("What it is about; null where that is the organization."),
    assignment_id: z.int().nullable(),
  })
  .meta({ id: "FailedJob" });
export type JobResponse = z.infer<typeof failedJob>;

export const jobList = z
  .strictObject({
    waiting: z.int().describe("Jobs that wait to be taken, or for their next attempt."),
    under_way: z.int(),
    set_aside: z.int(),
    jobs: z.array(failedJob).describe("The failed jobs, newest first."),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: "JobList" });
export type JobList = z.infer<typeof jobList>;

export const jobParams = z.object({
  id: z.uuid("must be the id of a job").describe("The id of the job."),
});

export const jobStatus = z
  .strictObject({
    id: z.uuid(),
    status: z.enum(["waiting", "under_way", "done"]),
  })
  .meta({ id: "JobStatus" });
export type JobStatus = z.infer<typeof jobStatus>;

export const jobProgress = z
  .strictObject({
    id: z.uuid(),
    name: z.enum(jobNames),
    status: z
      .enum(["waiting", "under_way", "done", "failed"])
      .describe(
        "`waiting`: for its turn or its next attempt. `failed`: it used up its attempts, and an administrator can retry it.",
      ),
  })
  .meta({ id: "JobProgress" });
export type JobProgress = z.infer<typeof jobProgress>;
