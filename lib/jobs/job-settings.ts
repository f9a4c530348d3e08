import { z } from "zod";
import type { jobNames } from "@/lib/jobs/schemas";

/** The schema of pg-boss's tables. The migrations create them. */
export const JOB_SCHEMA = "pts_jobs";

/** Attempts in all before a job fails for good. */
export const JOB_ATTEMPTS = 8;

/**
 * A worker extends the leases of its jobs every few seconds (`HEARTBEAT_MILLISECONDS`). After this time without an
 * extension the worker counts as dead, and another one returns the job to the queue: it restarts at most 20 + 5 + 1
 * seconds after the death.
 */
export const LEASE_SECONDS = 20;
export const HEARTBEAT_MILLISECONDS = 5_000;

/**
 * The first retry waits 8 to 16 seconds, each further one twice as long: the eighth attempt starts within 34 minutes.
 */
const RETRY_DELAY_SECONDS = 8;

/** Each kind of job has a queue of the same name. */
export type QueueName = (typeof jobNames)[number];

const id = z.int().positive();

/** Only ids: a name or a title in a job would outlive an erased person. */
export const payloads = {
  /** The seed's `update_performance_on_completion`: reconciles a member's ledger with an assignment. */
  "performance.update": z.strictObject({
    organization_id: id,
    user_id: id,
    assignment_id: id,
    /** The member who delivered the completion; null for the system. */
    actor_id: id.nullable(),
  }),
  /** Runs the due nightly evaluations of an organization, in order. */
  "organization.sweep": z.strictObject({ organization_id: id }),
  /** Makes the statistical releases of the months that are over. */
  "organization.releases": z.strictObject({ organization_id: id }),
  /** Seals the rows that are old enough. */
  "organization.seals": z.strictObject({ organization_id: id }),
  /** Deletes an organization's expired records. */
  "organization.retention": z.strictObject({ organization_id: id }),
  /** Runs the verification that a member asked for. */
  "organization.verification": z.strictObject({ organization_id: id }),
  /** Runs, continues or undoes an import that came by a request. */
  "organization.import": z.strictObject({ organization_id: id, import_id: id }),
} satisfies Record<QueueName, z.ZodType>;

export type Payload<Name extends QueueName> = z.infer<(typeof payloads)[Name]>;

export const sendOptions = {
  retryLimit: JOB_ATTEMPTS - 1,
  retryDelay: RETRY_DELAY_SECONDS,
  retryBackoff: true,
  expireInSeconds: LEASE_SECONDS,
};
