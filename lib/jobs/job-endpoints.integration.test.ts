import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as retryRoute from "@/app/api/performance/jobs/[id]/retry/route";
import * as jobsRoute from "@/app/api/performance/jobs/route";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { enqueueJobs } from "@/lib/jobs/enqueue";
import { createMember } from "@/lib/performance/members/create-member";
import { makeCaller } from "@/lib/performance/testing/make-caller";
import { makeOrganization } from "@/lib/performance/testing/make-organization";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

/** An organization with an administrator and jobs that were set aside, a minute apart; their ids, the newest first. */
async function makeOffice(count: number) {
  const { context } = await makeOrganization(database, { members: 0 });
  const { organizationId } = context;
  const admin = await createMember(context, { username: "admin", role: "admin" });
  const ids = await withTransaction(database, (transaction) =>
    enqueueJobs(
      transaction,
      Array.from({ length: count }, (_, index) => ({
        name: "performance.update" as const,
        payload: {
          ...{ organization_id: organizationId, user_id: admin.id },
          ...{ assignment_id: index + 1, actor_id: null },
        },
      })),
    ),
  );
  for (const [index, id] of ids.entries()) {
    await database.$executeRaw`
      UPDATE pts_jobs.job SET state = 'failed', retry_count = 7, started_on = now(),
        completed_on = now() - make_interval(mins => ${index}),
        output = '{"reason": "password of Anna", "message": "at /srv/lib/secret.ts:1:1"}'
      WHERE id = ${id}::uuid`;
  }
  return { context, ids, admin, caller: await makeCaller(context, admin.id) };
}

async function readState(id: string) {
  const [row] = await database.$queryRaw<{ state: string; attempts: number }[]>`
    SELECT state::text, retry_count AS attempts FROM pts_jobs.job WHERE id = ${id}::uuid`;
  return row;
}

describe("jobs that were set aside", () => {
  it("are listed newest first, page by page, and say nothing of the inside", async () => {
    const { ids, caller, admin } = await makeOffice(5);
    const seen: unknown[] = [];
    let cursor: unknown = null;
    do {
      const query = cursor === null ? "?limit=2" : `?limit=2&cursor=${cursor}`;
      const { status, body } = await caller.call(jobsRoute.GET, { query });
      expect(status).toBe(200);
      expect(body).toMatchObject({ waiting: 0, under_way: 0, set_aside: 5 });
      expect(JSON.stringify(body)).not.toMatch(/Anna|secret/);
      seen.push(...(body.jobs as unknown[]));
      cursor = body.next_cursor;
    } while (cursor !== null);
    expect(seen).toMatchObject(
      ids.map((id, index) => ({
        ...{ id, attempts: 8, reason: "unexpected" },
        ...{ user_id: admin.id, assignment_id: index + 1 },
      })),
    );
  });

  it("are run again with all their attempts, once however often it is asked, and that is written down", async () => {
    const { ids, caller, context, admin } = await makeOffice(1);
    const [id = ""] = ids;
    for (const _time of [1, 2]) {
      const { status, body } = await caller.call(retryRoute.POST, { params: { id }, body: {} });
      expect({ status, body }).toEqual({ status: 200, body: { id, status: "waiting" } });
    }
    expect(await readState(id)).toEqual({ state: "created", attempts: 0 });
    const { organizationId } = context;
    const audited = await database.auditLog.findMany({
      where: { organizationId, action: "job.retry" },
    });
    expect(audited).toMatchObject([{ actorId: admin.id, subjectType: "job", subjectId: id }]);
    await database.$executeRaw`DELETE FROM pts_jobs.job WHERE id = ${id}::uuid`;
  });

  it("are not another organization's to see or run", async () => {
    const { ids } = await makeOffice(1);
    const stranger = await makeOffice(0);
    const [id = ""] = ids;
    const { body } = await stranger.caller.call(jobsRoute.GET);
    expect(body).toMatchObject({ set_aside: 0, jobs: [] });
    const answer = await stranger.caller.call(retryRoute.POST, { params: { id }, body: {} });
    expect(answer.status).toBe(404);
    expect(await readState(id)).toEqual({ state: "failed", attempts: 7 });
  });
});
