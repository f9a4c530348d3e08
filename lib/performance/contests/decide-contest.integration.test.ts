import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  completeLate,
  decide,
  inTime,
  makeContest,
  raise,
  readContest,
  rejection,
  withdraw,
} from "@/app/api/_tests/make-contest";
import { ago, amend, createEmptyAssignment, makeStudio } from "@/app/api/_tests/make-teams";
import * as reopenRoute from "@/app/api/performance/assignments/[id]/reopen/route";
import * as assignmentsRoute from "@/app/api/performance/assignments/route";
import * as summaryRoute from "@/app/api/performance/user/[id]/summary/route";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { watchRowLocks } from "@/lib/db/testing/watch-row-locks";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { eraseMember } from "@/lib/performance/privacy/erase-member";
import { eraseContestTexts } from "@/lib/performance/privacy/queries/remove-person";
import { makeCaller } from "@/lib/performance/testing/make-caller";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { frozenNow } from "@/lib/testing/frozen-now";
import { decideContest } from "./decide-contest";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

type Studio = Awaited<ReturnType<typeof makeStudio>>;
const openStudio = () => makeStudio(database);

async function listKinds({ organizationId }: Context, userId: number) {
  const entries = await database.performanceLog.findMany({
    where: { organizationId, userId },
    orderBy: { id: "asc" },
  });
  return entries.map(({ kind }) => kind);
}

async function toScore({ member }: Studio): Promise<unknown> {
  const { body } = await member.caller.call(summaryRoute.GET, { params: { id: member.id } });
  return body.current_performance_score;
}

async function expectSound(context: Context) {
  expect((await verifyOrganization(context)).differences).toEqual([]);
}

describe("upholding a contest", () => {
  it("writes the correction of the contested entry and returns what it changed", async () => {
    const here = await openStudio();
    const { context, lead, member } = here;
    const { contestId, entryId, assignmentId, score } = await makeContest(lead, member);
    const response = await decide(lead, contestId, {
      decision: "upheld",
      reason: "Right, the mail says Friday.",
      facts: inTime,
    });
    expect(response).toMatchObject({
      status: 200,
      body: {
        contest: {
          id: contestId,
          status: "upheld",
          decision_reason: "Right, the mail says Friday.",
          correction: { kind: "correction", corrects: entryId },
          assignment: { id: assignmentId, fact: { on_time: true } },
          may_decide: false,
        },
        entry: { kind: "correction", corrects: entryId, assignment_id: assignmentId },
        score_before: score,
        // 100 · (0.5 · 1 + 0.3 · 0.9 + 0.2 · 0.65)
        score_after: 90,
        contributions: { on_time: 50, skill: 0, difficulty: 0 },
        milestones: { gained: [], lost: [] },
        badges: { gained: [], lost: [] },
      },
    });
    expect(await toScore(here)).toBe(90);
    expect(await listKinds(context, member.id)).toEqual(["completion", "correction"]);
    const actions = await database.auditLog.findMany({
      where: { organizationId: context.organizationId, subjectType: "contest" },
      orderBy: { id: "asc" },
    });
    expect(actions.map(({ action, actorId }) => [action, actorId])).toEqual([
      ["contest.raise", member.id],
      ["contest.uphold", lead.id],
    ]);
    await expectSound(context);
  });

  it("returns the same decision when it is repeated, and rejects any other decision", async () => {
    const { context, lead, member, manager } = await openStudio();
    const { contestId } = await makeContest(lead, member);
    const upheld = { decision: "upheld", facts: inTime };
    const first = await decide(lead, contestId, upheld);
    expect(await decide(lead, contestId, upheld)).toEqual(first);
    for (const [by, decision] of [
      [manager, upheld],
      [lead, rejection],
      [lead, { ...upheld, reason: "Another one" }],
      [lead, { decision: "upheld", facts: { difficulty: 1 } }],
    ] as const) {
      const { status, body } = await decide(by, contestId, decision);
      expect(status).toBe(409);
      expect(body.detail).toContain("was upheld already");
    }
    expect(await listKinds(context, member.id)).toEqual(["completion", "correction"]);
    await expectSound(context);
  });

  it("accepts every fact that an amendment accepts, and names the facts that it rejects", async () => {
    const { context, lead, member } = await openStudio();
    const { contestId } = await makeContest(lead, member);
    for (const [name, facts] of [
      ["facts", {}],
      ["facts", null],
      ["facts.user_id", { user_id: member.id }],
      ["facts.completed_at", { completed_at: "soon" }],
      ["facts.completed_at", { completed_at: ago(-1) }],
      ["facts.completed_at", { completed_at: ago(90) }],
      ["facts.difficulty", { difficulty: 11 }],
      ["facts.required_skills.0.level", { required_skills: [{ name: "Figma", level: 11 }] }],
      ["facts.required_skills.0.name", { required_skills: [{ name: "Glazing", level: 1 }] }],
    ] as const) {
      const response = await decide(lead, contestId, { decision: "upheld", facts });
      expect(response, name).toMatchObject({ status: 400 });
      expect(JSON.stringify(response.body.invalid_params)).toContain(name.split(".")[0]);
    }
    const response = await decide(lead, contestId, {
      decision: "upheld",
      facts: {
        assigned_at: ago(30),
        started_at: ago(20),
        completed_at: ago(4),
        due_at: ago(3),
        difficulty: 10,
        skill_match: 1,
        required_skills: [{ name: "Figma", level: 3 }],
      },
    });
    expect(response.body).toMatchObject({ score_after: 100, entry: { kind: "correction" } });
    await expectSound(context);
  });

  it("rejects facts that change nothing, and leaves the contest open", async () => {
    const { lead, member } = await openStudio();
    const { contestId } = await makeContest(lead, member);
    for (const facts of [{ difficulty: 6.5 }, { difficulty: 6.499, skill_match: 0.9 }]) {
      const response = await decide(lead, contestId, { decision: "upheld", facts });
      expect(response).toMatchObject({
        status: 400,
        body: { invalid_params: [{ name: "facts" }] },
      });
    }
    expect((await readContest(lead, contestId)).body).toMatchObject({ status: "open" });
  });

  it("rejects upholding without facts while the entry counts, and names the correcting entry once it was corrected", async () => {
    const { context, lead, member } = await openStudio();
    const { contestId, entryId, assignmentId } = await makeContest(lead, member);
    expect(await decide(lead, contestId, { decision: "upheld" })).toMatchObject({
      status: 400,
      body: { invalid_params: [{ name: "facts" }] },
    });
    const amended = await amend(lead, assignmentId, inTime);
    const correction = amended.body.entry as { id: number };
    expect((await readContest(lead, contestId)).body.answered_by).toBe(correction.id);
    const late = await decide(lead, contestId, { decision: "upheld", facts: { difficulty: 1 } });
    expect(late.status).toBe(409);
    expect(late.body.detail).toContain("corrected or reversed meanwhile");
    expect(await decide(lead, contestId, { decision: "upheld" })).toMatchObject({
      status: 200,
      body: { entry: { id: correction.id, corrects: entryId }, score_after: 90 },
    });
    await expectSound(context);
  });

  it("accepts a reversal as the correction, and hides the assignment once another member has it", async () => {
    const { context, admin, lead, member, otherMember } = await openStudio();
    const { contestId, entryId, assignmentId } = await makeContest(lead, member);
    expect((await amend(admin, assignmentId, { user_id: otherMember.id })).status).toBe(200);
    const response = await decide(lead, contestId, {
      decision: "upheld",
      reason: "It was not yours.",
    });
    expect(response).toMatchObject({
      status: 200,
      body: {
        contest: { status: "upheld", assignment: null },
        entry: { kind: "reversal", corrects: entryId },
        score_after: null,
      },
    });
    expect((await readContest(member, contestId)).body.assignment).toBeNull();
    await expectSound(context);
  });

  it("changes nothing about an assignment that was reassigned to the decider, even while it still counts for the person", async () => {
    const { context, admin, lead, member } = await openStudio();
    const { entryId, assignmentId } = await completeLate(lead, member, { external_id: "W-moved" });
    const { body: contest } = await raise(member, entryId);
    const moved = await admin.caller.call(assignmentsRoute.POST, {
      query: "?wait=false",
      body: createEmptyAssignment(lead.id, { external_id: "W-moved" }),
    });
    expect(moved.status).toBe(202);
    const response = await decide(lead, Number(contest.id), { decision: "upheld", facts: inTime });
    expect(response).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(response.body.detail).toContain("Nothing was changed");
    expect(await listKinds(context, lead.id)).toEqual([]);
    const own = await database.assignment.findFirstOrThrow({ where: { id: BigInt(assignmentId) } });
    expect(own.dueAt?.toISOString()).toBe((moved.body.assignment as { due_at: string }).due_at);
    await expectSound(context);
  });
});

describe("verifying", () => {
  it("names an upheld contest whose correction corrects another entry or belongs to another member", async () => {
    const { context, lead, member, otherMember, admin } = await openStudio();
    const { contestId, entryId } = await makeContest(lead, member);
    const { entryId: another } = await completeLate(lead, member);
    const { entryId: foreign } = await completeLate(admin, otherMember);
    const where = {
      organizationId_id: { organizationId: context.organizationId, id: BigInt(contestId) },
    };
    const decided = { decidedBy: lead.id, decidedAt: new Date(frozenNow.getTime() + 60_000) };
    const findDifferences = async (correctingEntryId: number) => {
      const data = { ...decided, status: "upheld", correctingEntryId } as const;
      await database.contest.update({ where, data });
      return (await verifyOrganization(context)).differences;
    };
    expect(await findDifferences(another)).toMatchObject([
      { userId: member.id, what: `contest ${contestId}: entry that its correction corrects` },
    ]);
    expect((await findDifferences(foreign)).map(({ what }) => what)).toContain(
      `contest ${contestId}: member of its correction`,
    );
    expect(entryId).toBeLessThan(another);
  });
});

describe("rejecting a contest", () => {
  it("keeps the reason and changes nothing else when a contest is rejected", async () => {
    const here = await openStudio();
    const { context, member, manager, lead } = here;
    const { contestId, score } = await makeContest(lead, member);
    const first = await decide(manager, contestId, rejection);
    expect(first).toMatchObject({
      status: 200,
      body: {
        contest: { status: "rejected", decision_reason: rejection.reason, correction: null },
        entry: null,
        score_before: null,
        score_after: null,
        contributions: null,
      },
    });
    expect(await decide(manager, contestId, rejection)).toEqual(first);
    expect(await toScore(here)).toBe(score);
    expect(await listKinds(context, member.id)).toEqual(["completion"]);
    await expectSound(context);
  });

  it.each([
    ["reason", { decision: "rejected" }],
    ["reason", { decision: "rejected", reason: " " }],
    ["facts", { ...rejection, facts: inTime }],
    ["decision", { decision: "open", reason: "x" }],
    ["decision", {}],
  ])("rejects %s in %j by name", async (name, body) => {
    const { lead, member } = await openStudio();
    const { contestId } = await makeContest(lead, member);
    expect(await decide(lead, contestId, body)).toMatchObject({
      status: 400,
      body: { invalid_params: [{ name }] },
    });
  });
});

describe("who decides", () => {
  it("lets other people who see the member decide, and never the member", async () => {
    const { context, admin, lead, member, otherLead, otherMember } = await openStudio();
    const { contestId } = await makeContest(lead, member);
    expect(await decide(member, contestId, rejection)).toMatchObject({ status: 403 });
    expect(await decide(otherMember, contestId, rejection)).toMatchObject({ status: 403 });
    expect(await decide(otherLead, contestId, rejection)).toMatchObject({ status: 404 });
    const reading = { id: lead.id, caller: await makeCaller(context, lead.id, ["team:read"]) };
    expect(await decide(reading, contestId, rejection)).toMatchObject({ status: 403 });
    const { contestId: own } = await makeContest(admin, lead);
    const rejected = await decide(lead, own, rejection);
    expect(rejected.status).toBe(403);
    expect(rejected.body.detail).toContain("your own work");
    expect((await readContest(lead, own)).body).toMatchObject({ may_decide: false });
    expect((await readContest(admin, own)).body).toMatchObject({ may_decide: true });
    expect(await decide(admin, own, rejection)).toMatchObject({ status: 200 });
  });

  it("lets the database reject a member who decides their own contest, and a closed contest without its decision", async () => {
    const { context, lead, member } = await openStudio();
    const { contestId } = await makeContest(lead, member);
    const where = {
      organizationId_id: { organizationId: context.organizationId, id: BigInt(contestId) },
    };
    const now = new Date(frozenNow.getTime() + 60_000);
    const rejected = { status: "rejected", decidedAt: now, decisionReason: "No" } as const;
    for (const data of [
      { ...rejected, decidedBy: member.id },
      { status: "rejected" as const },
      { ...rejected, decidedBy: lead.id, decisionReason: null },
      { status: "upheld" as const, decidedBy: lead.id, decidedAt: now },
      { status: "withdrawn" as const },
      { seenAt: now },
      { reason: null },
      { reason: "" },
    ]) {
      await expect(database.contest.update({ where, data })).rejects.toThrow();
    }
    await database.contest.update({ where, data: { ...rejected, decidedBy: lead.id } });
  });
});

describe("concurrent decisions", () => {
  it("locks the member before the contest when deciding, as an erasure does, so that neither waits for the other", async () => {
    const { context, lead, member } = await openStudio();
    const { contestId } = await makeContest(lead, member);
    const locked: string[] = [];
    const watched = watchRowLocks(database, (table) => locked.push(table));
    const { organizationId } = context;
    const decider = await database.user.findFirstOrThrow({
      where: { organizationId, id: lead.id },
    });
    const actor = { ...decider, kind: "session" as const, scopes: null, credentialId: 0 };
    await decideContest(
      { ...context, database: watched, actor: { ...actor, userId: lead.id } },
      { id: BigInt(contestId), decision: { decision: "upheld", facts: { difficulty: 3 } } },
    );
    expect(locked.slice(0, 2)).toEqual(["user_performance", "contests"]);
  });

  it("keeps one of two different decisions", { timeout: 60_000 }, async () => {
    for (let round = 0; round < 8; round += 1) {
      const { context, lead, member, manager } = await openStudio();
      const { contestId } = await makeContest(lead, member);
      const responses = await Promise.all([
        decide(lead, contestId, { decision: "upheld", facts: inTime }),
        decide(manager, contestId, rejection),
      ]);
      expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
      const isUpheld = responses[0].status === 200;
      expect(await listKinds(context, member.id)).toEqual(
        isUpheld ? ["completion", "correction"] : ["completion"],
      );
      await expectSound(context);
    }
  });

  it("leaves a sound ledger when a decision and a reopening run at once", {
    timeout: 60_000,
  }, async () => {
    for (let round = 0; round < 8; round += 1) {
      const { context, lead, member, admin } = await openStudio();
      const { contestId, assignmentId } = await makeContest(lead, member);
      const [decided, reopened] = await Promise.all([
        decide(lead, contestId, { decision: "upheld", facts: inTime }),
        admin.caller.call(reopenRoute.POST, { params: { id: assignmentId }, body: {} }),
      ]);
      expect(reopened.status).toBe(200);
      expect([200, 409]).toContain(decided.status);
      expect((await readContest(lead, contestId)).body).toMatchObject(
        decided.status === 200
          ? { status: "upheld", correction: { kind: "correction" } }
          : { status: "open", correction: null },
      );
      await expectSound(context);
    }
  });

  it("keeps either a decision or a withdrawal, and corrects nothing that was withdrawn", {
    timeout: 60_000,
  }, async () => {
    for (let round = 0; round < 8; round += 1) {
      const { context, lead, member } = await openStudio();
      const { contestId } = await makeContest(lead, member);
      const [decided, withdrawn] = await Promise.all([
        decide(lead, contestId, { decision: "upheld", facts: inTime }),
        withdraw(member, contestId),
      ]);
      expect([decided.status, withdrawn.status].sort()).toEqual([200, 409]);
      expect(await listKinds(context, member.id)).toEqual(
        decided.status === 200 ? ["completion", "correction"] : ["completion"],
      );
      await expectSound(context);
    }
  });

  it("keeps a contest of the counted entry or none when contesting and amending run at once", {
    timeout: 60_000,
  }, async () => {
    for (let round = 0; round < 8; round += 1) {
      const { context, lead, member } = await openStudio();
      const { entryId, assignmentId } = await completeLate(lead, member);
      const [raised, amended] = await Promise.all([
        raise(member, entryId),
        amend(lead, assignmentId, { difficulty: 1 }),
      ]);
      expect(amended.status).toBe(200);
      expect([200, 409]).toContain(raised.status);
      await expectSound(context);
    }
  });
});

describe("erasing a person's texts", () => {
  it("keeps decisions and entries when a member's texts are erased, and withdraws open contests", async () => {
    const { context, lead, member } = await openStudio();
    const { organizationId, now } = context;
    const { contestId: decided } = await makeContest(lead, member);
    const { contestId: open } = await makeContest(lead, member);
    await decide(lead, decided, rejection);
    await database.$transaction((transaction) =>
      eraseContestTexts(transaction, organizationId, member.id, now),
    );
    expect((await readContest(lead, decided)).body).toMatchObject({
      status: "rejected",
      reason: null,
      decision_reason: null,
    });
    expect((await readContest(lead, open)).body).toMatchObject({
      status: "withdrawn",
      reason: null,
    });
    await expectSound(context);
  });

  it("rejects a repeated decision about an erased person, by a field that a decision has", async () => {
    const { context, admin, lead, member } = await openStudio();
    const { contestId } = await makeContest(lead, member);
    const upheld = { decision: "upheld", facts: inTime };
    expect((await decide(admin, contestId, upheld)).status).toBe(200);
    await deactivateMember(context, { userId: member.id });
    await eraseMember(context, { userId: member.id });
    const { status, body } = await decide(admin, contestId, upheld);
    expect([status, body.invalid_params]).toEqual([
      400,
      [{ name: "facts", code: "invalid_value", reason: expect.stringContaining("was erased") }],
    ]);
  });
});
