import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { handleJob } from "@/lib/jobs/handlers";
import { formatCheckpoint } from "@/lib/performance/domain/seals/kept-checkpoints";
import { createMember } from "@/lib/performance/members/create-member";
import { sealOrganization } from "@/lib/performance/seals/seal-organization";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { getVerifications } from "./list-verifications";
import { verifyAndRecord } from "./record-verification";
import { requestVerification } from "./request-verification";
import type { NewVerification } from "./schemas";

let database: Database;
let context: Context;
let userId: number;
let auditor: Context;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

beforeEach(async () => {
  const made = await makeOrganization(database, { members: 2 });
  ({ context } = made);
  userId = made.userIds[0] ?? 0;
  await recordAssignmentsFor(context, createCompletions(context, userId, 3));
  const { id } = await createMember(context, { username: "auditor", role: "auditor" });
  auditor = actAs(context, { userId: id, role: "auditor" });
});

const request = (body: NewVerification = {}) => requestVerification(auditor, body);
const list = () => getVerifications(auditor, { limit: 10 });
const runJob = (job: Context = context) =>
  handleJob(
    job,
    "organization.verification",
    { organization_id: context.organizationId },
    new AbortController().signal,
  );

describe("a verification from the page", () => {
  it("recomputes the organization in a job, and finds it clean", async () => {
    expect(await request()).toMatchObject({ status: "waiting", result: null });
    await runJob();
    const { verifications } = await list();
    expect(verifications).toMatchObject([
      {
        status: "finished",
        compared_checkpoints: 0,
        result: { members: 3, entries: 3, found: 0, differences: [], checkpoint_differences: [] },
      },
    ]);
  });

  it("has finished by the clock of the job, and stays the open one while another runs without a job", async () => {
    const later = { ...context, now: new Date(context.now.getTime() + 3_600_000) };
    const { id } = await request();
    await verifyAndRecord(context, { kept: [] });
    expect((await request()).id).toBe(id);
    await runJob(later);
    const [byCommand, asked] = (await list()).verifications;
    expect(byCommand).toMatchObject({ status: "finished", result: { members: 3, found: 0 } });
    const { finished_at: finishedAt } = asked ?? {};
    expect(Date.parse(finishedAt ?? "")).toBeGreaterThanOrEqual(later.now.getTime());
  });

  it("names the member and the value that differs, and shows no figure", async () => {
    await database.userPerformance.update({
      where: { organizationId_userId: { organizationId: context.organizationId, userId } },
      data: { score: 4242 },
    });
    await request();
    await runJob();
    const { verifications } = await list();
    expect(verifications[0]?.result).toMatchObject({
      found: expect.any(Number),
      differences: expect.arrayContaining([{ user_id: userId, what: "score" }]),
    });
    expect(JSON.stringify(verifications)).not.toContain("4242");
  });

  it("finds with a kept checkpoint that the history is another one", async () => {
    const later = { ...context, now: new Date(context.now.getTime() + 3_600_000) };
    const { checkpoint } = await sealOrganization(later, new AbortController().signal);
    if (checkpoint === null) throw new Error("Nothing was sealed.");
    const line = formatCheckpoint(context.organization.slug, checkpoint);
    expect((await list()).last_checkpoint).toBe(line);
    const lines = [
      line,
      formatCheckpoint(context.organization.slug, { ...checkpoint, hash: "0".repeat(64) }),
      formatCheckpoint(context.organization.slug, { ...checkpoint, number: 7 }),
    ];
    await request({ checkpoints: lines.join("\n") });
    await runJob();
    const { verifications } = await list();
    expect(verifications[0]).toMatchObject({
      compared_checkpoints: 3,
      result: {
        found: 0,
        checkpoint_differences: [
          { number: checkpoint.number, found: "other" },
          { number: 7, found: "missing" },
        ],
      },
    });
  });

  it("is one at a time, and one more where the job of the last one failed", async () => {
    const [first, second] = await Promise.all([request(), request()]);
    expect(second.id).toBe(first.id);
    const line = `${context.organization.slug}: checkpoint 1 of now over 1 rows, SHA-256 ${"a".repeat(64)}`;
    await expect(request({ checkpoints: line })).rejects.toMatchObject({ code: "conflict" });
    await database.$executeRaw`UPDATE pts_jobs.job SET state = 'failed', completed_on = now()
      WHERE name = 'organization.verification' AND (data ->> 'organization_id')::integer = ${context.organizationId}`;
    expect((await list()).verifications).toMatchObject([{ status: "failed" }]);
    const third = await request();
    expect(third.id).not.toBe(first.id);
    await runJob();
    await runJob();
    expect((await list()).verifications).toMatchObject([
      { status: "finished" },
      { status: "failed" },
    ]);
  });

  it("rejects text that is no checkpoint, and checkpoints of another organization", async () => {
    const line = `another: checkpoint 1 of now over 1 rows, SHA-256 ${"a".repeat(64)}`;
    for (const checkpoints of ["no checkpoint", line]) {
      await expect(request({ checkpoints })).rejects.toMatchObject({
        code: "invalid_request",
        invalidParams: [{ name: "checkpoints" }],
      });
    }
    expect((await list()).verifications).toEqual([]);
  });

  it("is in the audit log once, with the member who asked for it", async () => {
    const { id } = await request();
    await request();
    const { organizationId } = context;
    const where = { organizationId, action: "verification.request" };
    expect(await database.auditLog.findMany({ where })).toMatchObject([
      { subjectId: String(id), actorId: auditor.actor.userId, detail: { checkpoints: 0 } },
    ]);
  });
});
