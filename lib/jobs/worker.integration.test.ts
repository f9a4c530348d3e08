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
import { createJobQueue } from "./job-queue";
import { JOB_ATTEMPTS, LEASE_SECONDS } from "./queues";
import { skipBackOff, untilIdle, workUntilIdle } from "./testing/work-until-idle";
import { JobWorker } from "./worker";
import { isWorkerSeen } from "./workers";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const HOUR = 3_600_000;
/** Nobody's: no job of another test is about them. */
const BROKEN = 1_000_001;
const SOUND = 1_000_002;

const ago = (hours: number) => new Date(frozenNow.getTime() - hours * HOUR).toISOString();

/** Somebody with work, and an administrator who delivers it over HTTP without waiting. */
async function makeStudio() {
  const { context, userIds } = await makeOrganization(database);
  const [userId = 0] = userIds;
  const admin = await createMember(context, { username: "admin", role: "admin" });
  const caller = await makeCaller(context, admin.id);
  const times = { assigned_at: ago(9), due_at: ago(1), completed_at: ago(2) };
  const work = { user_id: userId, title: "Ink the page", ...times, difficulty: 5 };
  const deliver = (externalId: string) =>
    caller.call(assignmentsRoute.POST, {
      query: "?wait=false",
      body: { external_id: externalId, ...work },
    });
  return { context, userId, adminId: admin.id, deliver };
}

/** Jobs that only this test's handler does anything with. */
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

function startWith(handle: HandleJob): JobWorker {
  return new JobWorker({ database, handle, schedule: async () => {} });
}

function userOf(data: unknown): number {
  return (data as { user_id: number }).user_id;
}

describe("a completion for which no answer waits", () => {
  it("is accepted without a figure, named as waiting, and counted once however often it is delivered", async () => {
    const { context, userId, adminId, deliver } = await makeStudio();
    const first = await deliver("page-1");
    expect(first).toMatchObject({
      status: 202,
      body: { outcome: "new", assignment: { user_id: userId, status: "completed" } },
    });
    expect(Object.keys(first.body).sort()).toEqual(["assignment", "job_id", "outcome"]);
    const again = await deliver("page-1");
    expect(again).toMatchObject({ status: 202, body: { outcome: "unchanged" } });
    const unsettled = await verifyOrganization(context);
    expect(unsettled).toMatchObject({ entries: 0, differences: [] });
    expect(unsettled.waiting).toMatchObject([{ userId, isSetAside: false }]);
    expect([first.body.job_id, again.body.job_id]).toContain(unsettled.waiting[0]?.jobId);

    await workUntilIdle(database, context.organizationId);
    expect(await verifyOrganization(context)).toMatchObject({
      ...{ entries: 1, differences: [], waiting: [] },
    });
    const [entry] = await database.performanceLog.findMany({ where: { userId } });
    expect(entry).toMatchObject({ kind: "completion", actorId: adminId });
    expect(await deliver("page-1")).toMatchObject({ status: 202, body: { job_id: null } });
  });

  it("shows as a difference where neither an entry nor a job is there", async () => {
    const { context, deliver } = await makeStudio();
    await deliver("page-1");
    await database.$executeRaw`
      DELETE FROM pts_jobs.job WHERE (data ->> 'organization_id')::integer = ${context.organizationId}`;
    const { differences, waiting } = await verifyOrganization(context);
    expect(waiting).toEqual([]);
    expect(differences.map(({ what }) => what)).toContain("sums");
  });
});

describe("a worker", () => {
  it("tries a job 8 times and sets it aside while others flow on; run again, it is done", async () => {
    const { context } = await makeStudio();
    const { organizationId } = context;
    const [broken = ""] = await sendJobs(context, [BROKEN]);
    const attempts = new Map<number, number>();
    let isBroken = true;
    let isSoundSent = false;
    const worker = startWith(async (_base, _name, data) => {
      const userId = userOf(data);
      attempts.set(userId, (attempts.get(userId) ?? 0) + 1);
      if (userId === BROKEN && isBroken) throw new AppError("not_found", "Secret of the inside");
    });
    try {
      await untilIdle(database, organizationId, async () => {
        await skipBackOff(database, organizationId);
        if ((attempts.get(BROKEN) ?? 0) >= 3 && !isSoundSent) {
          isSoundSent = true;
          await sendJobs(context, [SOUND]);
        }
      });
      expect(attempts.get(BROKEN)).toBe(JOB_ATTEMPTS);
      expect(attempts.get(SOUND)).toBe(1);
      const aside = await listFailedJobs(database, organizationId, { after: null, limit: 5 });
      expect(aside).toMatchObject([{ id: broken, attempts: JOB_ATTEMPTS, reason: "gone" }]);
      expect(JSON.stringify(aside, (_key, value) => String(value))).not.toContain("Secret");
      isBroken = false;
      await withTransaction(database, (transaction) =>
        restartJob(transaction, organizationId, broken),
      );
      await untilIdle(database, organizationId);
      expect(attempts.get(BROKEN)).toBe(JOB_ATTEMPTS + 1);
      expect(await countJobs(database, organizationId)).toMatchObject({ setAside: 0 });
    } finally {
      await worker.stop(1_000);
    }
  });

  it("waits longer before each attempt than before the last", async () => {
    const { context } = await makeStudio();
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

  it("takes what a dead worker held, counts that as an attempt, and leaves alone what is held", async () => {
    const { context } = await makeStudio();
    const ids = await sendJobs(context, [1, 2]);
    const [dead = "", held = ""] = ids;
    const taken = await createJobQueue(database).fetch("performance.update", { batchSize: 9 });
    expect(taken.map(({ id }) => id).sort()).toEqual([...ids].sort());
    await database.$executeRaw`
      UPDATE pts_jobs.job SET started_on = now() - make_interval(secs => ${LEASE_SECONDS + 1})
      WHERE id = ${dead}::uuid`;
    const done: string[] = [];
    const worker = startWith(async ({ requestId }) => {
      done.push(requestId);
    });
    try {
      await expect.poll(() => done, { timeout: 30_000 }).toEqual([dead]);
      const [job] = await database.$queryRaw<{ retry_count: number; state: string }[]>`
        SELECT retry_count, state::text FROM pts_jobs.job WHERE id = ${held}::uuid`;
      expect(job).toEqual({ retry_count: 0, state: "active" });
    } finally {
      await worker.stop(1_000);
      await createJobQueue(database).complete("performance.update", held);
    }
  });

  it("asked to stop, ends what it has begun and gives the rest back, which is no attempt", async () => {
    const { context } = await makeStudio();
    const { organizationId } = context;
    await sendJobs(context, [1, 2, 3, 4, 5, 6]);
    const begun: number[] = [];
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const worker = startWith(async (_base, _name, data) => {
      begun.push(userOf(data));
      await gate;
    });
    await expect.poll(() => begun.length, { timeout: 30_000 }).toBe(3);
    expect(await isWorkerSeen(database)).toBe(true);
    const stopped = worker.stop(10_000);
    release();
    await stopped;
    expect(begun).toHaveLength(3);
    expect(await countJobs(database, organizationId)).toEqual({
      ...{ waiting: 3, underWay: 0, setAside: 0 },
    });
    const other = startWith(async () => {});
    await untilIdle(database, organizationId);
    await other.stop(1_000);
    // Taking a job is what counts an attempt, so it is looked at once they were taken again.
    const rows = await database.$queryRaw<{ attempts: number }[]>`
      SELECT sum(retry_count)::integer AS attempts FROM pts_jobs.job
      WHERE (data ->> 'organization_id')::integer = ${organizationId}`;
    expect(rows).toEqual([{ attempts: 0 }]);
  });

  it("keeps what takes longer than a lease, by saying that it is still there", async () => {
    const { context } = await makeStudio();
    const [id = ""] = await sendJobs(context, [1]);
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const worker = startWith(() => gate);
    const age = async () => {
      const [job] = await database.$queryRaw<{ seconds: number }[]>`
        SELECT extract(epoch FROM now() - started_on)::float AS seconds
        FROM pts_jobs.job WHERE id = ${id}::uuid AND state = 'active'`;
      return job?.seconds ?? Number.NaN;
    };
    try {
      await expect.poll(age, { timeout: 30_000 }).toBeGreaterThanOrEqual(0);
      await database.$executeRaw`
        UPDATE pts_jobs.job SET started_on = now() - make_interval(secs => ${LEASE_SECONDS / 2})
        WHERE id = ${id}::uuid`;
      await expect.poll(age, { timeout: 30_000 }).toBeLessThan(LEASE_SECONDS / 2);
    } finally {
      release();
      await worker.stop(10_000);
    }
  });

  it("does at most three at once whatever they are, and completions while nights go on", async () => {
    const { context } = await makeStudio();
    const { organizationId } = context;
    const payload = { organization_id: organizationId };
    await sendJobs(context, [1, 2, 3, 4]);
    await withTransaction(database, (transaction) =>
      enqueueJobs(
        transaction,
        [1, 2, 3, 4].flatMap(() => [
          { name: "organization.sweep" as const, payload },
          { name: "organization.retention" as const, payload },
        ]),
      ),
    );
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let underWay = 0;
    let most = 0;
    let updates = 0;
    const worker = startWith(async (_base, name) => {
      underWay += 1;
      most = Math.max(most, underWay);
      if (name === "performance.update") updates += 1;
      else await gate;
      underWay -= 1;
    });
    try {
      const taken = async () => (await countJobs(database, organizationId)).underWay;
      await expect.poll(taken, { timeout: 30_000 }).toBe(8);
      await expect.poll(() => updates, { timeout: 30_000 }).toBe(4);
      release();
      await untilIdle(database, organizationId);
      expect(most).toBeLessThanOrEqual(3);
    } finally {
      release();
      await worker.stop(1_000);
    }
  });

  it("gives back what does not end in time", async () => {
    const { context } = await makeStudio();
    await sendJobs(context, [1]);
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isBegun = false;
    const worker = startWith(async () => {
      isBegun = true;
      await gate;
    });
    await expect.poll(() => isBegun, { timeout: 30_000 }).toBe(true);
    await worker.stop(1);
    expect(await countJobs(database, context.organizationId)).toMatchObject({
      ...{ waiting: 1, underWay: 0 },
    });
    release();
    const other = startWith(async () => {});
    await untilIdle(database, context.organizationId);
    await other.stop(1_000);
  });

  it("refuses a job whose payload is none, or whose organization is not there", async () => {
    const base = { database, now: frozenNow, requestId: "test" };
    const { signal } = new AbortController();
    await expect(
      handleJob(base, "organization.sweep", { organization_id: 2_000_000_000 }, signal),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(() => handleJob(base, "organization.sweep", { name: "Anna" }, signal)).toThrow();
  });
});
