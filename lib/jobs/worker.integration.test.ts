import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as assignmentsRoute from "@/app/api/performance/assignments/route";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { AppError } from "@/lib/errors";
import { countJobs, listFailedJobs, restartJob } from "@/lib/jobs/job-records";
import { createMember } from "@/lib/performance/members/create-member";
import { makeCaller } from "@/lib/performance/testing/make-caller";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { frozenNow } from "@/lib/testing/frozen-now";
import { enqueueJobs } from "./enqueue";
import { type HandleJob, handleJob } from "./handlers";
import { JOB_ATTEMPTS, LEASE_SECONDS } from "./job-settings";
import { createJobQueue } from "./pg-boss";
import { runWorkerUntilIdle, skipBackOff, waitUntilIdle } from "./testing/work-until-idle";
import { JobWorker } from "./worker";
import { isWorkerSeen } from "./worker-heartbeats";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const HOUR = 3_600_000;
/** User ids that no other test uses. */
const FAILING = 1_000_001;
const WORKING = 1_000_002;

const hoursAgo = (hours: number) => new Date(frozenNow.getTime() - hours * HOUR).toISOString();

/** Creates a member, and an administrator who delivers the member's completions asynchronously over HTTP. */
async function makeScenario() {
  const { context, userIds } = await makeOrganization(database);
  const [userId = 0] = userIds;
  const admin = await createMember(context, { username: "admin", role: "admin" });
  const caller = await makeCaller(context, admin.id);
  const times = { assigned_at: hoursAgo(9), due_at: hoursAgo(1), completed_at: hoursAgo(2) };
  const work = { user_id: userId, title: "Ink the page", ...times, difficulty: 5 };
  const deliver = (externalId: string) =>
    caller.call(assignmentsRoute.POST, {
      query: "?wait=false",
      body: { external_id: externalId, ...work },
    });
  return { context, userId, adminId: admin.id, deliver };
}

/** Sends jobs for the test's own handler. */
async function sendJobs({ organizationId }: Context, userIds: readonly number[]) {
  return withTransaction(database, (transaction) =>
    enqueueJobs(
      transaction,
      userIds.map((userId) => ({
        name: "performance.update" as const,
        payload: {
          ...{ organization_id: organizationId, user_id: userId },
          ...{ assignment_id: 1, actor_id: null },
        },
      })),
    ),
  );
}

function startTestWorker(handle: HandleJob): JobWorker {
  return new JobWorker({ database, handle, schedule: async () => {} });
}

function getUserId(data: unknown): number {
  return (data as { user_id: number }).user_id;
}

describe("asynchronous completions", () => {
  it("accepts a completion, lists it as waiting, and counts it once after several deliveries", async () => {
    const { context, userId, adminId, deliver } = await makeScenario();
    const first = await deliver("page-1");
    expect(first).toMatchObject({
      status: 202,
      body: { outcome: "new", assignment: { user_id: userId, status: "completed" } },
    });
    expect(Object.keys(first.body).sort()).toEqual(["assignment", "job_id", "outcome"]);
    const again = await deliver("page-1");
    expect(again).toMatchObject({ status: 202, body: { outcome: "unchanged" } });
    const pending = await verifyOrganization(context);
    expect(pending).toMatchObject({ entries: 0, differences: [] });
    expect(pending.waiting).toMatchObject([{ userId, isFailed: false }]);
    expect([first.body.job_id, again.body.job_id]).toContain(pending.waiting[0]?.jobId);

    await runWorkerUntilIdle(database, context.organizationId);
    expect(await verifyOrganization(context)).toMatchObject({
      ...{ entries: 1, differences: [], waiting: [] },
    });
    const [entry] = await database.performanceLog.findMany({ where: { userId } });
    expect(entry).toMatchObject({ kind: "completion", actorId: adminId });
    expect(await deliver("page-1")).toMatchObject({ status: 202, body: { job_id: null } });
  });

  it("reports a difference for a completion without an entry and without a job", async () => {
    const { context, deliver } = await makeScenario();
    await deliver("page-1");
    await database.$executeRaw`
      DELETE FROM pts_jobs.job WHERE (data ->> 'organization_id')::integer = ${context.organizationId}`;
    const { differences, waiting } = await verifyOrganization(context);
    expect(waiting).toEqual([]);
    expect(differences.map(({ what }) => what)).toContain("sums");
  });
});

describe("the job worker", () => {
  it("fails a job after 8 attempts while other jobs run, and completes it after a restart", async () => {
    const { context } = await makeScenario();
    const { organizationId } = context;
    const [failingId = ""] = await sendJobs(context, [FAILING]);
    const attempts = new Map<number, number>();
    let isFailing = true;
    let isWorkingSent = false;
    const worker = startTestWorker(async (_base, _name, data) => {
      const userId = getUserId(data);
      attempts.set(userId, (attempts.get(userId) ?? 0) + 1);
      if (userId === FAILING && isFailing) throw new AppError("not_found", "Secret detail");
    });
    try {
      await waitUntilIdle(database, organizationId, async () => {
        await skipBackOff(database, organizationId);
        if ((attempts.get(FAILING) ?? 0) >= 3 && !isWorkingSent) {
          isWorkingSent = true;
          await sendJobs(context, [WORKING]);
        }
      });
      expect(attempts.get(FAILING)).toBe(JOB_ATTEMPTS);
      expect(attempts.get(WORKING)).toBe(1);
      const failed = await listFailedJobs(database, organizationId, { after: null, limit: 5 });
      expect(failed).toMatchObject([{ id: failingId, attempts: JOB_ATTEMPTS, reason: "gone" }]);
      expect(JSON.stringify(failed, (_key, value) => String(value))).not.toContain("Secret");
      isFailing = false;
      await withTransaction(database, (transaction) =>
        restartJob(transaction, organizationId, failingId),
      );
      await waitUntilIdle(database, organizationId);
      expect(attempts.get(FAILING)).toBe(JOB_ATTEMPTS + 1);
      expect(await countJobs(database, organizationId)).toMatchObject({ failed: 0 });
    } finally {
      await worker.stop(1_000);
    }
  });

  it("doubles the delay before each further attempt", async () => {
    const { context } = await makeScenario();
    const [id = ""] = await sendJobs(context, [1]);
    const queue = createJobQueue(database);
    const delays: number[] = [];
    for (let attempt = 1; attempt < JOB_ATTEMPTS; attempt += 1) {
      await skipBackOff(database, context.organizationId);
      await database.$executeRaw`UPDATE pts_jobs.job SET priority = 1 WHERE id = ${id}::uuid`;
      expect(await queue.fetch("performance.update")).toMatchObject([{ id }]);
      await queue.fail("performance.update", id, { reason: "unexpected" });
      const [row] = await database.$queryRaw<{ seconds: number }[]>`
        SELECT extract(epoch FROM start_after - now())::float8 AS seconds FROM pts_jobs.job WHERE id = ${id}::uuid`;
      delays.push(row?.seconds ?? 0);
    }
    for (const [index, delay] of delays.entries()) {
      expect(delay).toBeGreaterThan(8 * 2 ** index - 5);
      expect(delay).toBeLessThanOrEqual(16 * 2 ** index);
    }
    await queue.cancel("performance.update", id);
  });

  it("restarts a dead worker's job as a further attempt, and leaves leased jobs alone", async () => {
    const { context } = await makeScenario();
    const ids = await sendJobs(context, [1, 2]);
    const [expired = "", leased = ""] = ids;
    const taken = await createJobQueue(database).fetch("performance.update", { batchSize: 9 });
    expect(taken.map(({ id }) => id).sort()).toEqual([...ids].sort());
    await database.$executeRaw`
      UPDATE pts_jobs.job SET started_on = now() - make_interval(secs => ${LEASE_SECONDS + 1})
      WHERE id = ${expired}::uuid`;
    const done: string[] = [];
    const worker = startTestWorker(async ({ requestId }) => {
      done.push(requestId);
    });
    try {
      await expect.poll(() => done, { timeout: 30_000 }).toEqual([expired]);
      const [job] = await database.$queryRaw<{ retry_count: number; state: string }[]>`
        SELECT retry_count, state::text FROM pts_jobs.job WHERE id = ${leased}::uuid`;
      expect(job).toEqual({ retry_count: 0, state: "active" });
    } finally {
      await worker.stop(1_000);
      await createJobQueue(database).complete("performance.update", leased);
    }
  });

  it("completes the running jobs when it stops, and returns the others without counting an attempt", async () => {
    const { context } = await makeScenario();
    const { organizationId } = context;
    await sendJobs(context, [1, 2, 3, 4, 5, 6]);
    const started: number[] = [];
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const worker = startTestWorker(async (_base, _name, data) => {
      started.push(getUserId(data));
      await gate;
    });
    await expect.poll(() => started.length, { timeout: 30_000 }).toBe(3);
    expect(await isWorkerSeen(database)).toBe(true);
    const stopped = worker.stop(10_000);
    release();
    await stopped;
    expect(started).toHaveLength(3);
    expect(await countJobs(database, organizationId)).toEqual({
      ...{ waiting: 3, underWay: 0, failed: 0 },
    });
    const other = startTestWorker(async () => {});
    await waitUntilIdle(database, organizationId);
    await other.stop(1_000);
    // Fetching a job counts the attempt, so the count is read after the jobs were fetched again.
    const rows = await database.$queryRaw<{ attempts: number }[]>`
      SELECT sum(retry_count)::integer AS attempts FROM pts_jobs.job
      WHERE (data ->> 'organization_id')::integer = ${organizationId}`;
    expect(rows).toEqual([{ attempts: 0 }]);
  });

  it("extends the lease of a long job", async () => {
    const { context } = await makeScenario();
    const [id = ""] = await sendJobs(context, [1]);
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const worker = startTestWorker(() => gate);
    const readAge = async () => {
      const [job] = await database.$queryRaw<{ seconds: number }[]>`
        SELECT extract(epoch FROM now() - started_on)::float AS seconds
        FROM pts_jobs.job WHERE id = ${id}::uuid AND state = 'active'`;
      return job?.seconds ?? Number.NaN;
    };
    try {
      await expect.poll(readAge, { timeout: 30_000 }).toBeGreaterThanOrEqual(0);
      await database.$executeRaw`
        UPDATE pts_jobs.job SET started_on = now() - make_interval(secs => ${LEASE_SECONDS / 2})
        WHERE id = ${id}::uuid`;
      await expect.poll(readAge, { timeout: 30_000 }).toBeLessThan(LEASE_SECONDS / 2);
    } finally {
      release();
      await worker.stop(10_000);
    }
  });

  it("runs at most three jobs at once, and completions during nightly sweeps", async () => {
    const { context } = await makeScenario();
    const { organizationId } = context;
    const payload = { organization_id: organizationId };
    await withTransaction(database, (transaction) =>
      enqueueJobs(
        transaction,
        [1, 2, 3, 4].flatMap(() => [
          { name: "organization.sweep" as const, payload },
          { name: "organization.releases" as const, payload },
          { name: "organization.seals" as const, payload },
          { name: "organization.retention" as const, payload },
        ]),
      ),
    );
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let running = 0;
    let maximum = 0;
    let updates = 0;
    const worker = startTestWorker(async (_base, name) => {
      running += 1;
      maximum = Math.max(maximum, running);
      if (name === "performance.update") updates += 1;
      else await gate;
      running -= 1;
    });
    try {
      const countActive = async () => (await countJobs(database, organizationId)).underWay;
      // Nightly jobs come first, and have all places that they may take.
      await expect.poll(() => running, { timeout: 30_000 }).toBeGreaterThanOrEqual(2);
      await sendJobs(context, [1, 2, 3, 4]);
      await expect.poll(() => updates, { timeout: 30_000 }).toBe(4);
      await expect.poll(countActive, { timeout: 30_000 }).toBe(16);
      release();
      await waitUntilIdle(database, organizationId);
      expect(maximum).toBeLessThanOrEqual(3);
    } finally {
      release();
      await worker.stop(1_000);
    }
  });

  it("returns a job that does not end in time when the worker stops", async () => {
    const { context } = await makeScenario();
    await sendJobs(context, [1]);
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isStarted = false;
    const worker = startTestWorker(async () => {
      isStarted = true;
      await gate;
    });
    await expect.poll(() => isStarted, { timeout: 30_000 }).toBe(true);
    await worker.stop(1);
    expect(await countJobs(database, context.organizationId)).toMatchObject({
      ...{ waiting: 1, underWay: 0 },
    });
    release();
    const other = startTestWorker(async () => {});
    await waitUntilIdle(database, context.organizationId);
    await other.stop(1_000);
  });

  it("rejects a job with an invalid payload or an unknown organization", async () => {
    const base = { database, now: frozenNow, requestId: "test" };
    const { signal } = new AbortController();
    await expect(
      handleJob(base, "organization.sweep", { organization_id: 2_000_000_000 }, signal),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(() => handleJob(base, "organization.sweep", { name: "Anna" }, signal)).toThrow();
  });
});
