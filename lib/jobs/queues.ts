import { z } from "zod";
import type { jobNames } from "@/lib/jobs/schemas";

/** Where pg-boss keeps its tables; the migrations make them. */
export const JOB_SCHEMA = "pts_jobs";

/** How often a job is attempted in all, before it is set aside. */
export const JOB_ATTEMPTS = 8;

/**
 * A worker says every few seconds that it still has a job (`TEND_MILLISECONDS`). One that has not for so long is dead, and
 * the next worker to look gives the job back: it is taken again at most 20 + 5 + 1 seconds after the death.
 */
export const LEASE_SECONDS = 20;
export const TEND_MILLISECONDS = 5_000;

/** After the first failure 8 to 16 seconds, and twice as long after each further one: the eighth attempt within 34 minutes. */
const RETRY_DELAY_SECONDS = 8;

/** Each kind of job has a queue of its name. */
export type QueueName = (typeof jobNames)[number];

const id = z.int().positive();

/** What each job is about: ids, and nothing else. A name or title in a job would outlive the person. */
export const payloads = {
  /** The seed's `update_performance_on_completion`: brings a member's ledger in line with an assignment. */
  "performance.update": z.strictObject({
    organization_id: id,
    user_id: id,
    assignment_id: id,
    /** Who delivered it; null: the service itself. */
    actor_id: id.nullable(),
  }),
  /** Whatever nights of an organization are due, in order. */
  "organization.sweep": z.strictObject({ organization_id: id }),
  /** Deletes what an organization has no use for any more. */
  "organization.retention": z.strictObject({ organization_id: id }),
} satisfies Record<QueueName, z.ZodType>;

export type Payload<Name extends QueueName> = z.infer<(typeof payloads)[Name]>;

/** What a job is sent with. */
export const sendOptions = {
  retryLimit: JOB_ATTEMPTS - 1,
  retryDelay: RETRY_DELAY_SECONDS,
  retryBackoff: true,
  expireInSeconds: LEASE_SECONDS,
};
