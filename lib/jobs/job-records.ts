import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

/** A job that is to bring an assignment's ledger entries in line. */
export type PendingUpdate = {
  readonly jobId: string;
  /** That it failed too often, and nobody tries any more. */
  readonly isSetAside: boolean;
};

/** What is to be brought in line by a job, by assignment; of several jobs one that is still tried. */
export async function listPendingUpdates(
  database: Database | Transaction,
  organizationId: number,
): Promise<ReadonlyMap<bigint, PendingUpdate>> {
  const rows = await database.$queryRaw<(PendingUpdate & { assignmentId: bigint })[]>(Prisma.sql`
    SELECT DISTINCT ON (data ->> 'assignment_id') (data ->> 'assignment_id')::bigint AS "assignmentId",
      id::text AS "jobId", state = 'failed' AS "isSetAside"
    FROM pts_jobs.job
    WHERE (data ->> 'organization_id')::integer = ${organizationId}
      AND name = 'performance.update' AND state <> 'completed' AND state <> 'cancelled'
    ORDER BY data ->> 'assignment_id', state = 'failed', created_on`);
  return new Map(rows.map(({ assignmentId, ...update }) => [assignmentId, update]));
}

/** A job that was set aside, with ids as its payload has them. */
export type FailedJob = {
  readonly id: string;
  readonly name: string;
  readonly attempts: number;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly setAsideAt: Date;
  readonly userId: number | null;
  readonly assignmentId: bigint | null;
};

/** The newest first, after a position where one is given. */
export async function listFailedJobs(
  database: Database,
  organizationId: number,
  { after, limit }: { after: { setAsideAt: Date; id: string } | null; limit: number },
): Promise<readonly FailedJob[]> {
  const beyond =
    after === null
      ? Prisma.empty
      : Prisma.sql`AND (date_trunc('milliseconds', completed_on), id) < (${after.setAsideAt}, ${after.id}::uuid)`;
  return database.$queryRaw<FailedJob[]>(Prisma.sql`
    SELECT id::text AS id, name, retry_count + 1 AS attempts, output ->> 'reason' AS reason,
      created_on AS "createdAt", date_trunc('milliseconds', completed_on) AS "setAsideAt",
      (data ->> 'user_id')::integer AS "userId", (data ->> 'assignment_id')::bigint AS "assignmentId"
    FROM pts_jobs.job
    WHERE (data ->> 'organization_id')::integer = ${organizationId} AND state = 'failed' ${beyond}
    ORDER BY date_trunc('milliseconds', completed_on) DESC, id DESC LIMIT ${limit}`);
}

/** How many jobs of the organization wait, are under way and were set aside. */
export async function countJobs(
  database: Database,
  organizationId: number,
): Promise<{ readonly waiting: number; readonly underWay: number; readonly setAside: number }> {
  const [row] = await database.$queryRaw<
    { waiting: number; underWay: number; setAside: number }[]
  >(Prisma.sql`
    SELECT count(*) FILTER (WHERE state IN ('created', 'retry'))::integer AS waiting,
      count(*) FILTER (WHERE state = 'active')::integer AS "underWay",
      count(*) FILTER (WHERE state = 'failed')::integer AS "setAside"
    FROM pts_jobs.job
    WHERE (data ->> 'organization_id')::integer = ${organizationId} AND state <> 'completed'`);
  return row ?? { waiting: 0, underWay: 0, setAside: 0 };
}

/** Lets a job that was set aside be tried as often as a new one; null where the organization has no such job set aside. */
export async function restartJob(
  transaction: Transaction,
  organizationId: number,
  id: string,
): Promise<{ readonly name: string } | null> {
  const [row] = await transaction.$queryRaw<{ name: string }[]>(Prisma.sql`
    UPDATE pts_jobs.job SET state = 'created', retry_count = 0, started_on = NULL,
      completed_on = NULL, start_after = now(), output = NULL
    WHERE (data ->> 'organization_id')::integer = ${organizationId} AND state = 'failed'
      AND id = ${id}::uuid
    RETURNING name`);
  return row ?? null;
}

type JobState = "created" | "retry" | "active" | "completed" | "cancelled" | "failed";

/** Null where the organization has no such job. */
export async function findJobState(
  transaction: Transaction,
  organizationId: number,
  id: string,
): Promise<JobState | null> {
  const [row] = await transaction.$queryRaw<{ state: JobState }[]>(Prisma.sql`
    SELECT state::text AS state FROM pts_jobs.job
    WHERE (data ->> 'organization_id')::integer = ${organizationId} AND id = ${id}::uuid`);
  return row?.state ?? null;
}
