import "server-only";
import { sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import type { JobState } from "@/lib/db/other-tables";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { ActorId, AssignmentId, MemberId } from "@/lib/performance/domain/units/ids";

// States are literals, and the organization is read as the indexes of the table have it.

/** Jobs of an organization. */
function selectJobs(organizationId: number) {
  return kysely
    .selectFrom("pts_jobs.job as job")
    .where((job) => sql`(${job.ref("job.data")} ->> 'organization_id')::int4`, "=", organizationId);
}

const failed = sql.lit<JobState>("failed");

/** A job that updates the ledger of an assignment. */
export type PendingUpdate = {
  readonly jobId: string;
  /** Whether it used up its attempts. */
  readonly isFailed: boolean;
};

/** The pending ledger updates by assignment; of several for one assignment, a job that has attempts left. */
export async function listPendingUpdates(
  database: Database | Transaction,
  organizationId: number,
): Promise<ReadonlyMap<AssignmentId, PendingUpdate>> {
  const rows = await selectRows(
    database,
    selectJobs(organizationId)
      .where("job.name", "=", sql.lit("performance.update"))
      .where("job.state", "!=", sql.lit<JobState>("completed"))
      .where("job.state", "!=", sql.lit<JobState>("cancelled"))
      .distinctOn((job) => sql`${job.ref("job.data")} ->> 'assignment_id'`)
      .select((job) => [
        "job.id",
        sql<bigint>`(${job.ref("job.data")} ->> 'assignment_id')::int8`.as("assignment_id"),
        castTo(job("job.state", "=", failed), "bool").as("is_failed"),
      ])
      .orderBy((job) => sql`${job.ref("job.data")} ->> 'assignment_id'`)
      .orderBy((job) => job("job.state", "=", failed))
      .orderBy("job.created_on"),
  );
  return new Map(
    rows.map((row) => [row.assignment_id, { jobId: row.id, isFailed: row.is_failed }]),
  );
}

/** A job that used up its attempts, with ids as its payload has them. */
export type FailedJob = {
  readonly id: string;
  readonly name: string;
  readonly attempts: number;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly failedAt: Date;
  readonly userId: MemberId | null;
  readonly assignmentId: AssignmentId | null;
};

/** The failed jobs after a position, the newest first; null: from the newest on. */
export async function listFailedJobs(
  database: Database,
  organizationId: number,
  { after, limit }: { after: { failedAt: Date; id: string } | null; limit: number },
): Promise<readonly FailedJob[]> {
  const rows = await selectRows(
    database,
    selectJobs(organizationId)
      .where("job.state", "=", failed)
      .where((job) =>
        after === null
          ? job.lit(true)
          : sql<boolean>`(date_trunc('milliseconds', ${job.ref("job.completed_on")}), ${job.ref("job.id")}) < (${after.failedAt}, ${after.id})`,
      )
      .select((job) => [
        ...(["job.id", "job.name", "job.retry_count", "job.created_on"] as const),
        sql<string | null>`${job.ref("job.output")} ->> 'reason'`.as("reason"),
        sql<Date>`date_trunc('milliseconds', ${job.ref("job.completed_on")})`.as("failed_at"),
        sql<number | null>`(${job.ref("job.data")} ->> 'user_id')::int4`.as("user_id"),
        sql<bigint | null>`(${job.ref("job.data")} ->> 'assignment_id')::int8`.as("assignment_id"),
      ])
      .orderBy("failed_at", "desc")
      .orderBy("job.id", "desc")
      .limit(limit),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    attempts: row.retry_count + 1,
    reason: row.reason,
    createdAt: row.created_on,
    failedAt: row.failed_at,
    userId: row.user_id,
    assignmentId: row.assignment_id,
  }));
}

export type JobCounts = {
  readonly waiting: number;
  readonly underWay: number;
  readonly failed: number;
};

/** The numbers of waiting, active and failed jobs of the organization. */
export async function countJobs(database: Database, organizationId: number): Promise<JobCounts> {
  const row = await selectRow(
    database,
    selectJobs(organizationId)
      .where("job.state", "!=", sql.lit<JobState>("completed"))
      .select((job) => {
        const count = job.fn.countAll();
        const waiting = count.filterWhere("job.state", "in", ["created", "retry"]);
        return [
          castTo(waiting, "int4").as("waiting"),
          castTo(count.filterWhere("job.state", "=", "active"), "int4").as("under_way"),
          castTo(count.filterWhere("job.state", "=", "failed"), "int4").as("failed"),
        ];
      }),
  );
  return {
    waiting: row?.waiting ?? 0,
    underWay: row?.under_way ?? 0,
    failed: row?.failed ?? 0,
  };
}

/** Since when the oldest job of the organization waits; null: none does. */
export async function findOldestWaitingJob(
  database: Database,
  organizationId: number,
): Promise<Date | null> {
  const row = await selectRow(
    database,
    selectJobs(organizationId)
      .where("job.state", "in", [sql.lit<JobState>("created"), sql.lit<JobState>("retry")])
      .select((job) => job.fn.min("job.created_on").as("created_on")),
  );
  return row?.created_on ?? null;
}

export type QueueCount = {
  readonly queue: string;
  readonly state: JobState;
  readonly count: number;
  /** The age of the oldest, in seconds. */
  readonly oldestSeconds: number;
};

/** The jobs of all organizations that are not completed, by queue and state. */
export async function countJobsByQueue(database: Database): Promise<readonly QueueCount[]> {
  const rows = await selectRows(
    database,
    kysely
      .selectFrom("pts_jobs.job as job")
      .where("job.state", "!=", sql.lit<JobState>("completed"))
      .select((job) => [
        ...(["job.name", "job.state"] as const),
        castTo(job.fn.countAll(), "int4").as("count"),
        sql<number>`cast(extract(epoch FROM now() - min(${job.ref("job.created_on")})) AS float8)`.as(
          "oldest_seconds",
        ),
      ])
      .groupBy(["job.name", "job.state"]),
  );
  return rows.map((row) => ({
    queue: row.name,
    state: row.state,
    count: row.count,
    oldestSeconds: row.oldest_seconds,
  }));
}

/** Gives a failed job all its attempts again. Null where the organization has no such failed job. */
export async function restartJob(
  transaction: Transaction,
  organizationId: number,
  id: string,
): Promise<{ readonly name: string } | null> {
  return selectRow(
    transaction,
    kysely
      .updateTable("pts_jobs.job as job")
      .set({
        state: "created",
        retry_count: 0,
        started_on: null,
        completed_on: null,
        start_after: sql<Date>`now()`,
        output: null,
      })
      .where(
        (job) => sql`(${job.ref("job.data")} ->> 'organization_id')::int4`,
        "=",
        organizationId,
      )
      .where("job.state", "=", failed)
      .where("job.id", "=", id)
      .returning("job.name"),
  );
}

/** Null where the organization has no such job. */
export async function findJobState(
  transaction: Database | Transaction,
  organizationId: number,
  id: string,
): Promise<JobState | null> {
  const row = await selectRow(
    transaction,
    selectJobs(organizationId).where("job.id", "=", id).select("job.state"),
  );
  return row?.state ?? null;
}

/** A job of any state; null where the organization has none of this id. `actorId`: whose write sent it, if one did. */
export async function findJob(
  database: Database,
  organizationId: number,
  id: string,
): Promise<{
  readonly name: string;
  readonly state: JobState;
  readonly actorId: ActorId | null;
} | null> {
  return selectRow(
    database,
    selectJobs(organizationId)
      .where("job.id", "=", id)
      .select(["job.name", "job.state"])
      .select((job) =>
        sql<ActorId | null>`(${job.ref("job.data")} ->> 'actor_id')::int4`.as("actorId"),
      ),
  );
}
