import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addMember,
  ago,
  ahead,
  amend,
  complete,
  createEmptyAssignment,
  getId,
  give,
  type Made,
  makeStudio,
} from "@/app/api/_tests/make-teams";
import * as cancelRoute from "@/app/api/performance/assignments/[id]/cancel/route";
import * as reopenRoute from "@/app/api/performance/assignments/[id]/reopen/route";
import * as oneRoute from "@/app/api/performance/assignments/[id]/route";
import * as batchRoute from "@/app/api/performance/assignments/batch/route";
import * as externalRoute from "@/app/api/performance/assignments/by-external-id/[external_id]/route";
import * as listRoute from "@/app/api/performance/assignments/route";
import type { Context, OrganizationSettings } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { runWorkerUntilIdle } from "@/lib/jobs/testing/work-until-idle";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { eraseMember } from "@/lib/performance/privacy/erase-member";
import { makeCaller } from "@/lib/performance/testing/make-caller";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { frozenNow } from "@/lib/testing/frozen-now";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

async function listEntries({ organizationId }: Context, userId: number) {
  const entries = await database.performanceLog.findMany({
    where: { organizationId, userId },
    orderBy: { id: "asc" },
  });
  return entries.map(({ kind, actorId }) => [kind, actorId]);
}

async function expectSound(context: Context) {
  expect((await verifyOrganization(context)).differences).toEqual([]);
}

describe("recording an assignment", () => {
  it("creates an assignment, and changes nothing when it is sent again", async () => {
    const { context, lead, member } = await makeStudio(database);
    const body = createEmptyAssignment(member.id, {
      due_at: "2026-03-29",
      required_skills: [{ name: "Figma", level: 7 }, { name: "SVG" }],
    });
    const first = await lead.caller.call(listRoute.POST, { body });
    expect(first.body).toMatchObject({
      outcome: "new",
      assignment: {
        status: "open",
        difficulty: 6.5,
        skill_match: 0.9,
        due_at: "2026-03-29T21:59:59.000Z",
        required_skills: [
          { name: "Figma", level: 7 },
          { name: "SVG", level: 5 },
        ],
      },
      entry: null,
      score_before: null,
      score_after: null,
    });
    const again = await lead.caller.call(listRoute.POST, { body });
    expect(again.body).toEqual({ ...first.body, outcome: "unchanged" });
    await expectSound(context);
  });

  it("records a completed assignment, and corrects it when it is sent again with other facts", async () => {
    const { context, admin, member } = await makeStudio(database);
    const body = createEmptyAssignment(member.id, { completed_at: ago(2) });
    const first = await admin.caller.call(listRoute.POST, { body });
    expect(first.body).toMatchObject({ entry: { kind: "completion" }, score_before: null });
    const changed = await admin.caller.call(listRoute.POST, { body: { ...body, difficulty: 2 } });
    expect(changed.body).toMatchObject({
      outcome: "changed",
      entry: { kind: "correction" },
      score_before: first.body.score_after,
    });
    expect(await listEntries(context, member.id)).toEqual([
      ["completion", admin.id],
      ["correction", admin.id],
    ]);
    await expectSound(context);
  });

  it.each([
    ["external_id", { external_id: " " }],
    ["external_id", { external_id: "a\u0000b" }],
    ["title", { title: "\ud800" }],
    ["user_id", { user_id: 0 }],
    ["user_id", { user_id: 2 ** 31 }],
    ["due_at", { due_at: "2026-02-30" }],
    ["completed_at", { completed_at: "soon" }],
    ["completed_at", { completed_at: ahead(1) }],
    ["completed_at", { completed_at: ago(72) }],
    ["completed_at", { status: "completed" }],
    ["completed_at", { status: "open", completed_at: ago(1) }],
    ["status", { status: "done" }],
    ["difficulty", { difficulty: 10.004 }],
    ["difficulty", { difficulty: "5" }],
    ["skill_match", { skill_match: -0.1 }],
    ["required_skills.0.level", { required_skills: [{ name: "Figma", level: 11 }] }],
    ["required_skills.1.name", { required_skills: [{ name: "figma" }, { name: "Glazing" }] }],
    ["required_skills", { required_skills: [{ name: "Figma" }, { name: "FIGMA" }] }],
    ["deleted_at", { deleted_at: null }],
  ])("rejects %s in %j by name, and records nothing", async (name, fields) => {
    const { context, admin, member } = await makeStudio(database);
    const response = await admin.caller.call(listRoute.POST, {
      body: createEmptyAssignment(member.id, fields),
    });
    expect(response.status).toBe(400);
    expect(response.body).toMatchObject({ code: "invalid_request", invalid_params: [{ name }] });
    expect(
      await database.assignment.count({ where: { organizationId: context.organizationId } }),
    ).toBe(0);
  });

  it("rejects an assignment to a deactivated member", async () => {
    const { context, admin, member } = await makeStudio(database);
    await database.userPerformance.updateMany({
      where: { organizationId: context.organizationId, userId: member.id },
      data: { isActive: false },
    });
    const response = await admin.caller.call(listRoute.POST, {
      body: createEmptyAssignment(member.id),
    });
    expect(response.body).toMatchObject({ status: 400, invalid_params: [{ name: "user_id" }] });
  });
});

describe("completing an assignment", () => {
  it("returns the new score, and returns it again when the completion is repeated", async () => {
    const { context, lead, member } = await makeStudio(database);
    const id = await give(lead, member.id);
    const first = await complete(member, id);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({
      assignment: { status: "completed", fact: { on_time: true, difficulty: 6.5 } },
      entry: { kind: "completion", assignment_id: id },
      score_before: null,
      // 100 · (0.5 · 1 + 0.3 · 0.9 + 0.2 · 0.65)
      score_after: 90,
      contributions: { on_time: 50, skill: 27, difficulty: 13 },
      milestones: { gained: ["first_task"], lost: [] },
      badges: { gained: [], lost: [] },
    });
    expect(await complete(member, id)).toEqual(first);
    expect(await complete(lead, id)).toEqual(first);
    expect(await listEntries(context, member.id)).toEqual([["completion", member.id]]);
    await expectSound(context);
  });

  it("returns the score also where a job was to reconcile it, and leaves nothing to the job", async () => {
    const { context, lead, member } = await makeStudio(database);
    const work = createEmptyAssignment(member.id, { completed_at: ago(1) });
    const delivered = await lead.caller.call(listRoute.POST, {
      query: "?wait=false",
      body: work,
    });
    expect(delivered.status).toBe(202);
    expect(await listEntries(context, member.id)).toEqual([]);

    const response = await complete(lead, getId(delivered.body));
    expect(response.body).toMatchObject({ entry: { kind: "completion" }, score_before: null });
    expect(response.body.score_after).not.toBeNull();
    await runWorkerUntilIdle(database, context.organizationId);
    expect(await listEntries(context, member.id)).toEqual([["completion", lead.id]]);
    await expectSound(context);
  });

  it("counts an assignment once, however many requests complete it at the same time", async () => {
    const { context, lead, member } = await makeStudio(database);
    const id = await give(lead, member.id);
    const requestAll = await Promise.all(
      [lead, member, lead, member].map((by) => complete(by, id)),
    );
    for (const response of requestAll) expect(response).toEqual(requestAll[0]);
    expect(await listEntries(context, member.id)).toHaveLength(1);
    await expectSound(context);
  });

  it("rejects a completion at another time with a conflict that points to amending", async () => {
    const { lead, member } = await makeStudio(database);
    const id = await give(lead, member.id);
    const at = ago(3);
    const first = await complete(lead, id, { completed_at: at });
    expect(await complete(lead, id, { completed_at: at })).toEqual(first);
    const other = await complete(lead, id, { completed_at: ago(4) });
    expect(other).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(other.body.detail).toMatch(/PATCH/);
    const amended = await amend(lead, id, { completed_at: ago(4) });
    expect(amended.body).toMatchObject({ entry: { kind: "correction" } });
  });

  it("completes the caller's own assignment at the server's time and rejects any other", async () => {
    const { lead, member } = await makeStudio(database);
    const id = await give(lead, member.id);
    const withTime = await complete(member, id, { completed_at: ago(30) });
    expect(withTime.body).toMatchObject({
      status: 400,
      invalid_params: [{ name: "completed_at" }],
    });
    const { body } = await complete(member, id);
    const { completed_at: at } = body.assignment as { completed_at: string };
    expect(Math.abs(Date.parse(at) - frozenNow.getTime())).toBeLessThan(10_000);
  });

  it("completes an assignment in few statements", async () => {
    const { lead, member } = await makeStudio(database);
    await complete(lead, await give(lead, member.id));
    // The credential and eight of the transaction: nothing is read for the response.
    expect(await countStatements(lead, await give(lead, member.id))).toBeLessThanOrEqual(9);
  });

  it("requires a token that may write, also for the caller's own assignment", async () => {
    const { context, lead, member } = await makeStudio(database);
    const id = await give(lead, member.id);
    const reader = { id: member.id, caller: await makeCaller(context, member.id, ["self:read"]) };
    expect((await complete(reader, id)).status).toBe(403);
    const writer = {
      id: member.id,
      caller: await makeCaller(context, member.id, ["assignments:write"]),
    };
    expect((await complete(writer, id)).status).toBe(200);
  });

  it("rejects the completion of a cancelled assignment", async () => {
    const { lead, member } = await makeStudio(database);
    const id = await give(lead, member.id);
    await lead.caller.call(cancelRoute.POST, { params: { id }, body: {} });
    expect((await complete(lead, id)).status).toBe(409);
    await lead.caller.call(reopenRoute.POST, { params: { id }, body: {} });
    expect((await complete(lead, id)).status).toBe(200);
  });
});

/** The statements of a completion, including those of the API wrapper, as the PostgreSQL client receives them. */
async function countStatements(by: Made, id: number): Promise<number> {
  const { Client } = await import("pg");
  const original = Client.prototype.query;
  let statements = 0;
  Client.prototype.query = function count(this: unknown, ...parameters: unknown[]) {
    statements += 1;
    return Reflect.apply(original, this, parameters);
  } as typeof original;
  try {
    expect((await complete(by, id)).status).toBe(200);
  } finally {
    Client.prototype.query = original;
  }
  return statements;
}

describe("reversing a completion", () => {
  it.each([
    [
      "reopening",
      "open",
      (by: Made, id: number) => by.caller.call(reopenRoute.POST, { params: { id }, body: {} }),
    ],
    [
      "cancelling",
      "cancelled",
      (by: Made, id: number) => by.caller.call(cancelRoute.POST, { params: { id }, body: {} }),
    ],
    [
      "deleting",
      "cancelled",
      (by: Made, id: number) => by.caller.call(oneRoute.DELETE, { params: { id } }),
    ],
  ])(
    "writes one reversal by %s, however often it is repeated",
    async (_how, status, reverseCompletion) => {
      const { context, lead, member } = await makeStudio(database);
      const id = await give(lead, member.id);
      const kept = await give(lead, member.id, { difficulty: 2 });
      await complete(member, kept);
      const completed = await complete(member, id);
      const first = await reverseCompletion(lead, id);
      expect(first).toMatchObject({
        status: 200,
        body: {
          assignment: { status, completed_at: null, fact: null },
          entry: { kind: "reversal", corrects: (completed.body.entry as { id: number }).id },
          score_before: completed.body.score_after,
          score_after: completed.body.score_before,
        },
      });
      expect(await reverseCompletion(lead, id)).toEqual(first);
      expect((await listEntries(context, member.id)).map(([kind]) => kind)).toEqual([
        "completion",
        "completion",
        "reversal",
      ]);
      await expectSound(context);
    },
  );

  it("changes nothing the second time, even where the assignee was erased meanwhile", async () => {
    const { context, admin, member } = await makeStudio(database);
    const id = await give(admin, member.id);
    const done = await give(admin, member.id);
    await complete(member, done);
    const cancel = () => admin.caller.call(cancelRoute.POST, { params: { id }, body: {} });
    expect((await cancel()).status).toBe(200);
    await deactivateMember(context, { userId: member.id });
    await eraseMember(context, { userId: member.id });
    expect(await cancel()).toMatchObject({ status: 200, body: { entry: null } });
    expect(await complete(admin, done)).toMatchObject({
      status: 200,
      body: { entry: { kind: "completion" } },
    });
    await expectSound(context);
  });

  it("rejects a change of an erased person's assignment, by a field that a body has", async () => {
    const { context, admin, member } = await makeStudio(database);
    const id = await give(admin, member.id);
    await deactivateMember(context, { userId: member.id });
    await eraseMember(context, { userId: member.id });
    const { status, body } = await amend(admin, id, { title: "Back again" });
    expect([status, body.invalid_params]).toEqual([
      400,
      [{ name: "user_id", code: "invalid_value", reason: expect.stringContaining("was erased") }],
    ]);
  });

  it("removes a deleted assignment from every read", async () => {
    const { lead, member } = await makeStudio(database);
    const id = await give(lead, member.id);
    await lead.caller.call(oneRoute.DELETE, { params: { id } });
    expect((await lead.caller.call(oneRoute.GET, { params: { id } })).status).toBe(404);
    expect((await amend(lead, id, { title: "Again" })).status).toBe(404);
    expect((await complete(lead, id)).status).toBe(404);
    const list = await member.caller.call(listRoute.GET, { query: `?user_id=${member.id}` });
    expect(list.body).toMatchObject({ assignments: [] });
  });
});

describe("recording a deleted assignment again", () => {
  it("creates it again: open, with nothing that is not sent, and it counts once when completed", async () => {
    const { context, lead, member } = await makeStudio(database);
    const body = { external_id: "again", user_id: member.id, title: "Draw" };
    const first = await lead.caller.call(listRoute.POST, {
      body: { ...body, project: "Icons", difficulty: 5, due_at: ago(1), completed_at: ago(2) },
    });
    expect(first.body).toMatchObject({ outcome: "new", assignment: { status: "completed" } });
    const { id } = Object(first.body.assignment);
    await lead.caller.call(oneRoute.DELETE, { params: { id } });
    const again = await lead.caller.call(listRoute.POST, { body });
    expect(again).toMatchObject({
      status: 200,
      body: {
        outcome: "new",
        assignment: { id, status: "open", project: null, difficulty: null, due_at: null },
        entry: { kind: "reversal" },
      },
    });
    expect((await lead.caller.call(oneRoute.GET, { params: { id } })).status).toBe(200);
    const repeated = await lead.caller.call(listRoute.POST, { body });
    expect(repeated.body).toMatchObject({ outcome: "unchanged" });
    await complete(member, id);
    expect(await listEntries(context, member.id)).toEqual([
      ["completion", lead.id],
      ["reversal", lead.id],
      ["completion", member.id],
    ]);
    await expectSound(context);
  });

  it("creates it again by a batch, completed where a time of completion is sent", async () => {
    const { lead, member } = await makeStudio(database);
    const item = { external_id: "batch again", user_id: member.id, title: "Draw" };
    const send = async (fields: object) => {
      const body = { assignments: [{ ...item, ...fields }] };
      return (await lead.caller.call(batchRoute.POST, { body })).body.results;
    };
    const [{ id }] = Object(await send({}));
    await lead.caller.call(oneRoute.DELETE, { params: { id } });
    expect(await send({ completed_at: ago(1) })).toMatchObject([{ outcome: "new", id }]);
    expect((await lead.caller.call(oneRoute.GET, { params: { id } })).body).toMatchObject({
      status: "completed",
    });
  });
});

describe("a skill that the organization does not have", () => {
  it("is rejected by every write, and created by none", async () => {
    const { context, lead, member } = await makeStudio(database);
    const { organizationId } = context;
    const before = await database.skill.count({ where: { organizationId } });
    const id = await give(lead, member.id, { external_id: "skilled" });
    const required_skills = [{ name: "FIGMA", level: 3 }, { name: "Glazing" }];
    const item = { external_id: "skilled", user_id: member.id, title: "Draw", required_skills };
    const { external_id, ...whole } = item;
    const wrong = [{ name: "required_skills.1.name", code: "unknown_reference" }];
    for (const [handler, call] of [
      [listRoute.POST, { body: item }],
      [externalRoute.PUT, { params: { external_id }, body: whole }],
      [oneRoute.PATCH, { params: { id }, body: { required_skills } }],
    ] as const) {
      const { status, body } = await lead.caller.call(handler, call);
      expect([status, body.invalid_params]).toMatchObject([400, wrong]);
    }
    const known = { ...item, external_id: "known", required_skills: [{ name: "figma" }] };
    const body = { assignments: [item, known] };
    const { results } = (await lead.caller.call(batchRoute.POST, { body })).body;
    expect(results).toMatchObject([{ outcome: "rejected", errors: wrong }, { outcome: "new" }]);
    expect(await database.skill.count({ where: { organizationId } })).toBe(before);
  });
});

describe("assignments by the key of the caller's system", () => {
  it("clears what a replacement leaves out, and keeps what an update leaves out", async () => {
    const { lead, member } = await makeStudio(database);
    const params = { external_id: "TICKET/1 ü" };
    const whole = { user_id: member.id, title: "Draw", project: "Icons", difficulty: 5 };
    const put = (body: object) => lead.caller.call(externalRoute.PUT, { params, body });
    const skills = [{ name: "Drawing", level: 5 }];
    const created = await put({ ...whole, due_at: ago(1), required_skills: skills });
    expect(created.body).toMatchObject({ outcome: "new", assignment: { difficulty: 5 } });
    const body = { external_id: params.external_id, user_id: member.id, title: "Draw more" };
    const merged = await lead.caller.call(listRoute.POST, { body });
    expect(merged.body).toMatchObject({
      outcome: "changed",
      assignment: { title: "Draw more", project: "Icons", difficulty: 5 },
    });
    const replaced = await put({ user_id: member.id, title: "Draw", completed_at: ago(1) });
    expect(replaced.body).toMatchObject({
      outcome: "changed",
      assignment: {
        ...{ status: "completed", project: null, difficulty: null, due_at: null },
        required_skills: [],
      },
      entry: { kind: "completion" },
    });
    const reopened = await put({ user_id: member.id, title: "Draw" });
    expect(reopened.body).toMatchObject({
      assignment: { status: "open", completed_at: null },
      entry: { kind: "reversal" },
    });
    expect((await put({ user_id: member.id, title: "Draw" })).body.outcome).toBe("unchanged");
    expect((await put({ title: "Draw" })).body).toMatchObject({
      code: "invalid_request",
      invalid_params: [{ name: "user_id", code: "missing" }],
    });
  });

  it("are found in the list by their key, and by the time of their last change", async () => {
    const { context, lead, member } = await makeStudio(database);
    const body = { user_id: member.id, title: "Draw" };
    for (const key of ["list-1", "list-10"]) {
      await lead.caller.call(externalRoute.PUT, { params: { external_id: key }, body });
    }
    const list = async (query: string) => {
      const response = await lead.caller.call(listRoute.GET, { query });
      const found: readonly { external_id: string }[] = Object(response.body).assignments ?? [];
      return [response.status, found.map((one) => one.external_id)];
    };
    expect(await list("?external_id=list-1")).toEqual([200, ["list-1"]]);
    const { updatedAt } = await database.assignment.findFirstOrThrow({
      where: { organizationId: context.organizationId, externalId: "list-10" },
    });
    const since = (milliseconds: number) =>
      `?updated_since=${new Date(updatedAt.getTime() + milliseconds).toISOString()}`;
    expect((await list(since(0)))[1]).toContain("list-10");
    expect(await list(since(1))).toEqual([200, []]);
    for (const time of ["2026-05-15T10:00:00", "yesterday"]) {
      expect(await list(`?updated_since=${time}`)).toEqual([400, []]);
    }
    const day = (milliseconds: number) =>
      new Date(updatedAt.getTime() + milliseconds).toLocaleDateString("sv", {
        timeZone: context.organization.timeZone,
      });
    expect((await list(`?updated_since=${day(0)}`))[1]).toContain("list-10");
    expect(await list(`?updated_since=${day(86_400_000)}`)).toEqual([200, []]);
    await database.organization.update({
      where: { id: context.organizationId },
      data: { privacyMode: "pseudonymous" },
    });
    expect(await list("?external_id=list-1")).toEqual([200, ["list-1"]]);
    const manager = await addMember(context, { role: "manager" });
    const query = "?external_id=list-1";
    expect((await manager.caller.call(listRoute.GET, { query })).status).toBe(403);
  });

  it("reads and deletes one, and finds nothing afterwards", async () => {
    const { lead, member } = await makeStudio(database);
    const params = { external_id: "by-key" };
    const body = { user_id: member.id, title: "Draw" };
    const created = await lead.caller.call(externalRoute.PUT, { params, body });
    const found = await lead.caller.call(externalRoute.GET, { params });
    expect(found).toMatchObject({ status: 200, body: { external_id: "by-key", title: "Draw" } });
    expect(found.body).toEqual(created.body.assignment);
    expect(await lead.caller.call(externalRoute.DELETE, { params })).toMatchObject({
      status: 200,
      body: { assignment: { external_id: "by-key", status: "cancelled" } },
    });
    for (const handler of [externalRoute.GET, externalRoute.DELETE]) {
      expect((await lead.caller.call(handler, { params })).status).toBe(404);
    }
    const again = await lead.caller.call(externalRoute.PUT, { params, body });
    expect(again.body).toMatchObject({ outcome: "new", assignment: { status: "open" } });
  });

  it("are hidden from a lead of another team, and from readers who may not write them", async () => {
    const { context, lead, member } = await makeStudio(database);
    const params = { external_id: "hidden" };
    const body = { user_id: member.id, title: "Draw" };
    await lead.caller.call(externalRoute.PUT, { params, body });
    const other = await addMember(context, { role: "team_lead", team: "Elsewhere" });
    for (const handler of [externalRoute.GET, externalRoute.DELETE]) {
      expect((await other.caller.call(handler, { params })).status).toBe(404);
      expect((await member.caller.call(handler, { params })).status).toBe(403);
    }
    expect((await other.caller.call(externalRoute.PUT, { params, body })).status).toBe(404);
  });

  it.each(["pseudonymous", "aggregate"] as const)(
    "are named to their writer in the privacy mode %s, and to no other reader",
    async (privacyMode) => {
      const { context, lead, member } = await makeStudio(database);
      await database.organization.update({
        where: { id: context.organizationId },
        data: { privacyMode },
      });
      const params = { external_id: `key-${privacyMode}` };
      const body = { user_id: member.id, title: "Draw" };
      const put = await lead.caller.call(externalRoute.PUT, { params, body });
      const post = await lead.caller.call(listRoute.POST, { body: { ...params, ...body } });
      for (const written of [put, post]) {
        expect(written).toMatchObject({ status: 200, body: { assignment: params } });
        expect(written.body).toMatchObject({ assignment: { title: null } });
      }
      expect((await lead.caller.call(externalRoute.GET, { params })).body).toMatchObject(params);
      const list = await lead.caller.call(listRoute.GET);
      expect(JSON.stringify(list.body)).not.toContain(params.external_id);
    },
  );

  it.each(["pseudonymous", "aggregate"] as const)(
    "of another writer name no assignment to a lead in the privacy mode %s",
    async (privacyMode) => {
      const { context, lead, member } = await makeStudio(database);
      const admin = await addMember(context, { role: "admin" });
      await database.organization.update({
        where: { id: context.organizationId },
        data: { privacyMode },
      });
      const params = { external_id: `tracker-${privacyMode}` };
      const body = { user_id: member.id, title: "Draw" };
      const put = await admin.caller.call(externalRoute.PUT, { params, body });
      expect(put).toMatchObject({ status: 200 });
      const { id } = await database.assignment.findFirstOrThrow({
        where: { organizationId: context.organizationId, externalId: params.external_id },
      });
      const query = `?external_id=${params.external_id}`;
      const tryAll = async () => {
        const batch = { assignments: [{ ...params, ...body }] };
        return [
          await lead.caller.call(externalRoute.GET, { params }),
          await lead.caller.call(externalRoute.PUT, { params, body }),
          await lead.caller.call(listRoute.POST, { body: { ...params, ...body } }),
          await lead.caller.call(externalRoute.DELETE, { params }),
          await lead.caller.call(listRoute.GET, { query }),
          await lead.caller.call(batchRoute.POST, { body: batch }),
        ];
      };
      const [read, replaced, posted, deleted, list, batch] = await tryAll();
      for (const response of [read, replaced, posted, deleted]) {
        expect(response?.status).toBe(404);
      }
      expect(JSON.stringify(list?.body)).not.toContain(params.external_id);
      expect(batch?.body).toMatchObject({ results: [{ outcome: "rejected" }] });
      // A change by its id makes no member the writer of its key.
      expect((await amend(lead, Number(id), { difficulty: 5 })).status).toBe(200);
      expect((await lead.caller.call(externalRoute.GET, { params })).status).toBe(404);
      expect((await admin.caller.call(externalRoute.GET, { params })).status).toBe(200);
      // Who created it before it was deleted does not know whose it is now.
      const again = { external_id: `${params.external_id}-again` };
      const create = (who: typeof lead) =>
        who.caller.call(externalRoute.PUT, { params: again, body });
      expect((await create(lead)).status).toBe(200);
      expect((await lead.caller.call(externalRoute.DELETE, { params: again })).status).toBe(200);
      expect((await create(admin)).status).toBe(200);
      expect((await lead.caller.call(externalRoute.GET, { params: again })).status).toBe(404);
    },
  );
});

describe("amending", () => {
  it("keeps absent fields, empties null fields, and writes an entry only where a fact changes", async () => {
    const { context, lead, member } = await makeStudio(database);
    const id = await give(lead, member.id, { project: "Icons" });
    await complete(member, id);
    const renamed = await amend(lead, id, { title: "Redraw the icons", project: null });
    expect(renamed.body).toMatchObject({
      assignment: {
        title: "Redraw the icons",
        project: null,
        difficulty: 6.5,
        status: "completed",
      },
      entry: { kind: "completion" },
    });
    const corrected = await amend(lead, id, { due_at: ago(1), difficulty: null });
    expect(corrected.body).toMatchObject({
      assignment: { fact: { on_time: false, difficulty: null } },
      entry: { kind: "correction" },
      score_before: 90,
    });
    expect(await listEntries(context, member.id)).toEqual([
      ["completion", member.id],
      ["correction", lead.id],
    ]);
    expect(await amend(lead, id, {})).toEqual(corrected);
    await expectSound(context);
  });

  it("reassigns a completed assignment, and reverses it for the former assignee", async () => {
    const { context, admin, member, otherMember } = await makeStudio(database);
    const id = await give(admin, member.id);
    await complete(member, id);
    const reassigned = await amend(admin, id, { user_id: otherMember.id });
    expect(reassigned.body).toMatchObject({
      assignment: { user_id: otherMember.id },
      entry: { kind: "completion" },
      score_after: 90,
    });
    expect(await listEntries(context, member.id)).toEqual([
      ["completion", member.id],
      ["reversal", admin.id],
    ]);
    expect(await listEntries(context, otherMember.id)).toEqual([["completion", admin.id]]);
    expect(await amend(admin, id, { user_id: otherMember.id })).toEqual(reassigned);
    await expectSound(context);
  });

  it("rejects a completion time for an open assignment", async () => {
    const { lead, member } = await makeStudio(database);
    const id = await give(lead, member.id);
    expect((await amend(lead, id, { completed_at: ago(1) })).body).toMatchObject({
      status: 400,
      invalid_params: [{ name: "completed_at" }],
    });
  });
});

describe("who may write", () => {
  it("rejects writes to the caller's own assignments, whatever their role", async () => {
    const { context, admin, lead, member } = await makeStudio(database);
    const second = await addMember(context, { role: "admin" });
    for (const by of [lead, admin]) {
      expect(
        (await by.caller.call(listRoute.POST, { body: createEmptyAssignment(by.id) })).status,
      ).toBe(403);
      const taken = await give(by, member.id);
      expect((await amend(by, taken, { user_id: by.id })).status).toBe(403);
      const id = await give(second, by.id);
      expect((await amend(by, id, { difficulty: 10 })).status).toBe(403);
      expect((await complete(by, id)).status).toBe(200);
      for (const handler of [reopenRoute.POST, cancelRoute.POST]) {
        expect((await by.caller.call(handler, { params: { id }, body: {} })).status).toBe(403);
      }
      expect((await by.caller.call(oneRoute.DELETE, { params: { id } })).status).toBe(403);
    }
  });

  it("lets a lead reassign only within their team, on both sides", async () => {
    const { lead, otherLead, member, otherMember } = await makeStudio(database);
    const id = await give(lead, member.id);
    const foreign = await give(otherLead, otherMember.id);
    expect(
      (await lead.caller.call(listRoute.POST, { body: createEmptyAssignment(otherMember.id) }))
        .status,
    ).toBe(404);
    expect((await amend(lead, foreign, { title: "Mine" })).status).toBe(404);
    expect((await complete(lead, foreign)).status).toBe(404);
    expect((await amend(lead, id, { user_id: otherMember.id })).status).toBe(404);
    expect((await lead.caller.call(oneRoute.GET, { params: { id: foreign } })).status).toBe(404);
  });

  it("rejects employees and managers with the same response for every number", async () => {
    const { lead, manager, member, otherMember } = await makeStudio(database);
    const own = await give(lead, member.id);
    for (const id of [own, 999_999_999]) {
      for (const by of [manager, otherMember]) {
        expect((await amend(by, id, { title: "x" })).status).toBe(403);
        expect((await complete(by, id)).status).toBe(403);
      }
      expect((await otherMember.caller.call(oneRoute.GET, { params: { id } })).status).toBe(403);
    }
    expect((await member.caller.call(oneRoute.GET, { params: { id: own } })).status).toBe(200);
    expect((await manager.caller.call(oneRoute.GET, { params: { id: own } })).status).toBe(200);
  });

  it("returns the same response for another organization's numbers as for numbers that do not exist", async () => {
    const { admin, member } = await makeStudio(database);
    const stranger = await makeStudio(database);
    const foreign = await give(stranger.admin, stranger.member.id);
    const own = await give(admin, member.id);
    const requestAll = async (id: number, userId: number) => [
      await admin.caller.call(oneRoute.GET, { params: { id } }),
      await amend(admin, id, { title: "x" }),
      await complete(admin, id),
      await admin.caller.call(reopenRoute.POST, { params: { id }, body: {} }),
      await admin.caller.call(oneRoute.DELETE, { params: { id } }),
      await admin.caller.call(listRoute.POST, { body: createEmptyAssignment(userId) }),
      await amend(admin, own, { user_id: userId }),
    ];
    const absent = await requestAll(999_999_999, 2_000_000_000);
    expect(absent.map(({ status }) => status)).toEqual(absent.map(() => 404));
    expect(await requestAll(foreign, stranger.member.id)).toEqual(absent);
  });
});

describe("where only aggregates are shown", () => {
  it("creates and completes assignments without revealing other members' figures where only aggregates are shown", async () => {
    const { context, admin, member } = await makeStudio(database);
    await setMode(context, "aggregate");
    const id = await give(admin, member.id);
    expect((await complete(admin, id)).body).toMatchObject({
      entry: null,
      score_after: null,
      contributions: null,
    });
    expect((await complete(member, id)).body).toMatchObject({ score_after: 90 });
    const own = await give(admin, member.id);
    const { body } = await complete(member, own);
    expect(body.assignment).toMatchObject({ updated_at: expect.any(String) });
    expect((await complete(admin, own)).body.assignment).toMatchObject({
      ...{ completed_at: null, updated_at: null, skill_match: null, fact: null },
    });
    const otherTime = await complete(admin, own, { completed_at: ago(1) });
    expect(otherTime).toMatchObject({ status: 409 });
    expect(otherTime.body.detail).not.toMatch(/\d:\d/);
    expect((await admin.caller.call(oneRoute.GET, { params: { id } })).status).toBe(403);
    expect((await admin.caller.call(oneRoute.GET, { params: { id: 999_999_999 } })).status).toBe(
      403,
    );
  });
});

async function setMode(
  { organizationId }: Context,
  privacyMode: OrganizationSettings["privacyMode"],
) {
  await database.organization.update({ where: { id: organizationId }, data: { privacyMode } });
}
