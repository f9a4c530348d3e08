import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as assignmentsRoute from "@/app/api/performance/assignments/route";
import * as retryRoute from "@/app/api/performance/jobs/[id]/retry/route";
import * as jobRoute from "@/app/api/performance/jobs/[id]/route";
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

/** Creates an organization with an administrator and failed jobs, a minute apart. `ids` starts with the newest. */
async function makeScenario(count: number) {
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

describe("endpoints of failed jobs", () => {
  it("lists failed jobs page by page, the newest first, without internal details", async () => {
    const { ids, caller, admin } = await makeScenario(5);
    const listed: unknown[] = [];
    let cursor: unknown = null;
    do {
      const query = cursor === null ? "?limit=2" : `?limit=2&cursor=${cursor}`;
      const { status, body } = await caller.call(jobsRoute.GET, { query });
      expect(status).toBe(200);
      expect(body).toMatchObject({ waiting: 0, under_way: 0, set_aside: 5 });
      expect(JSON.stringify(body)).not.toMatch(/Anna|secret/);
      listed.push(...(body.jobs as unknown[]));
      cursor = body.next_cursor;
    } while (cursor !== null);
    expect(listed).toMatchObject(
      ids.map((id, index) => ({
        ...{ id, attempts: 8, reason: "unexpected" },
        ...{ user_id: admin.id, assignment_id: index + 1 },
      })),
    );
  });

  it("retries a failed job once with all attempts, and writes one audit entry for two requests", async () => {
    const { ids, caller, context, admin } = await makeScenario(1);
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

  it("shows a job to the caller whose write sent it, and to no other caller but administrators", async () => {
    const { context, caller } = await makeScenario(0);
    const member = await createMember(context, { username: "member", role: "employee" });
    const lead = await createMember(context, { username: "lead", role: "team_lead" });
    const writer = await makeCaller(context, lead.id);
    const body = {
      ...{ external_id: "job", user_id: member.id, title: "Task" },
      completed_at: "2026-01-05T10:00:00Z",
    };
    const query = "?wait=false";
    const sent = await writer.call(assignmentsRoute.POST, { query, body });
    const params = { id: String(sent.body.job_id) };
    const expected = { id: params.id, name: "performance.update", status: "waiting" };
    expect(await writer.call(jobRoute.GET, { params })).toEqual({ status: 200, body: expected });
    expect(await caller.call(jobRoute.GET, { params })).toEqual({ status: 200, body: expected });
    const other = await makeCaller(context, member.id);
    expect((await other.call(jobRoute.GET, { params })).status).toBe(404);
    const stranger = await makeScenario(0);
    expect((await stranger.caller.call(jobRoute.GET, { params })).status).toBe(404);
    await database.$executeRaw`UPDATE pts_jobs.job SET state = 'failed' WHERE id = ${params.id}::uuid`;
    expect((await writer.call(jobRoute.GET, { params })).body.status).toBe("failed");
    await database.$executeRaw`DELETE FROM pts_jobs.job WHERE id = ${params.id}::uuid`;
  });

  it("hides failed jobs from another organization, and retries none for it", async () => {
    const { ids } = await makeScenario(1);
    const stranger = await makeScenario(0);
    const [id = ""] = ids;
    const { body } = await stranger.caller.call(jobsRoute.GET);
    expect(body).toMatchObject({ set_aside: 0, jobs: [] });
    const response = await stranger.caller.call(retryRoute.POST, { params: { id }, body: {} });
    expect(response.status).toBe(404);
    expect(await readState(id)).toEqual({ state: "failed", attempts: 7 });
  });
});
