import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  contestChange,
  decide,
  inTime,
  makeChangeContest,
  moveDue,
  raise,
  readChanges,
  readContest,
  rejection,
} from "@/app/api/_tests/make-contest";
import {
  ago,
  ahead,
  amend,
  complete,
  give,
  type Made,
  makeStudio,
} from "@/app/api/_tests/make-teams";
import * as cancelRoute from "@/app/api/performance/assignments/[id]/cancel/route";
import * as reopenRoute from "@/app/api/performance/assignments/[id]/reopen/route";
import * as assignmentRoute from "@/app/api/performance/assignments/[id]/route";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { updatePolicy } from "@/lib/performance/policies/update-policy";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const openStudio = () => makeStudio(database);
const uphold = (facts?: unknown) => ({ decision: "upheld", ...(facts !== undefined && { facts }) });

async function expectSound(context: Context) {
  expect((await verifyOrganization(context)).differences).toEqual([]);
}

function completeNow(by: Made, assignmentId: number) {
  return complete(by, assignmentId, { completed_at: ago(0.5) });
}

function countEntries({ organizationId }: Context) {
  return database.performanceLog.count({ where: { organizationId } });
}

describe("upholding a contest about a change", () => {
  it("corrects the ledger entry of a counted assignment, as a change by a contest", async () => {
    const { context, lead, manager, member } = await openStudio();
    const { assignmentId, contestId, entryId } = await makeChangeContest(lead, member);
    const { status, body } = await decide(manager, contestId, uphold({ due_at: ahead(24) }));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      entry: { kind: "correction", corrects: entryId, assignment_title: "Draw the icons" },
      contest: {
        ...{ status: "upheld", decided_by: { username: expect.any(String) }, may_decide: false },
        ...{ correction: { corrects: entryId }, upholding_needs: null, answered_by: null },
        assignment: { due_at: ahead(24), fact: { on_time: true, due_moved: true } },
      },
    });
    const [change] = await readChanges(member, assignmentId);
    expect(change).toMatchObject({ source: "contest", after: { due_at: ahead(24) } });
    expect(await decide(manager, contestId, uphold({ due_at: ahead(24) }))).toMatchObject({
      ...{ status: 200, body: { entry: { id: (body.entry as { id: number }).id } } },
    });
    await expectSound(context);
  });

  it("moves the counted due date by every due rule, because the contested one was an error", async () => {
    for (const dueRule of ["first", "agreed"] as const) {
      const { context, lead, manager, member } = await openStudio();
      await updatePolicy(context, {
        ...{ weights: { on_time: 0.5, skill: 0.3, difficulty: 0.2 }, min_sample: 0 },
        due_rule: dueRule,
      });
      const assignmentId = await give(lead, member.id, { due_at: ago(3) });
      const [created] = await readChanges(member, assignmentId);
      const raised = await contestChange(member, assignmentId, created?.id ?? 0);
      const decided = await decide(manager, Number(raised.body.id), uphold({ due_at: ahead(24) }));
      expect(decided).toMatchObject({ status: 200, body: { entry: null, score_after: null } });
      await amend(lead, assignmentId, { due_at: ahead(48) });
      const { body } = await completeNow(lead, assignmentId);
      expect(body.assignment).toMatchObject({
        fact: { due_counted: ahead(dueRule === "first" ? 24 : 48), on_time: true },
      });
      await expectSound(context);
    }
  });

  it("puts only the change on record where the assignment is open", async () => {
    const { context, lead, manager, member } = await openStudio();
    const { assignmentId, changeId } = await moveDue(lead, member);
    const { body: raised } = await contestChange(member, assignmentId, changeId);
    const id = Number(raised.id);
    expect(await decide(manager, id, uphold({ completed_at: ago(1) }))).toMatchObject({
      status: 400,
      body: { invalid_params: [{ name: "facts.completed_at" }] },
    });
    const { status, body } = await decide(manager, id, uphold({ due_at: ahead(24) }));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ entry: null, score_before: null, contributions: null },
      contest: { status: "upheld", correction: null, assignment: { due_at: ahead(24) } },
    });
    expect(await countEntries(context)).toBe(0);
    await expectSound(context);
  });

  it("rejects facts that are on record already, and none while the change holds", async () => {
    const { lead, manager, member } = await openStudio();
    const { contestId } = await makeChangeContest(lead, member);
    for (const decision of [uphold(), uphold({ due_at: ago(3) })]) {
      expect(await decide(manager, contestId, decision)).toMatchObject({
        status: 400,
        body: { invalid_params: [{ name: "facts" }] },
      });
    }
    expect((await readContest(manager, contestId)).body).toMatchObject({
      ...{ status: "open", upholding_needs: "facts", may_decide: true },
    });
  });

  it("needs no facts once the change was undone, and names no correction", async () => {
    const { context, lead, manager, member } = await openStudio();
    const { assignmentId, contestId, entryId } = await makeChangeContest(lead, member);
    const { body: ofEntry } = await raise(member, entryId);
    await amend(lead, assignmentId, { due_at: ahead(24) });
    expect((await readContest(manager, contestId)).body).toMatchObject({ upholding_needs: null });
    const decided = await decide(manager, contestId, uphold());
    expect(decided).toMatchObject({
      ...{ status: 200, body: { entry: null, contest: { status: "upheld", correction: null } } },
    });
    // The same correction resolves the contest of the entry.
    expect(await decide(manager, Number(ofEntry.id), uphold())).toMatchObject({
      ...{ status: 200, body: { contest: { correction: { corrects: entryId } } } },
    });
    await expectSound(context);
  });

  it("can name the correction that resolves a contest of the entry as well", async () => {
    const { context, lead, manager, member } = await openStudio();
    const { contestId, entryId } = await makeChangeContest(lead, member);
    const { body: ofEntry } = await raise(member, entryId);
    const decided = await decide(manager, contestId, uphold(inTime));
    const correction = { id: (decided.body.entry as { id: number }).id };
    expect(await decide(manager, Number(ofEntry.id), uphold())).toMatchObject({
      ...{ status: 200, body: { contest: { correction } } },
    });
    await expectSound(context);
  });

  it("changes no assignment that is another member's or was deleted meanwhile", async () => {
    const { context, admin, lead, manager, member, otherMember } = await openStudio();
    const reassigned = await makeChangeContest(lead, member);
    await amend(admin, reassigned.assignmentId, { user_id: otherMember.id });
    const deleted = await makeChangeContest(lead, member);
    await admin.caller.call(assignmentRoute.DELETE, { params: { id: deleted.assignmentId } });
    for (const { contestId } of [reassigned, deleted]) {
      expect((await readContest(manager, contestId)).body).toMatchObject({
        ...{ upholding_needs: null, change: { after: { due_at: ago(3) } } },
      });
      expect(await decide(manager, contestId, uphold(inTime))).toMatchObject({ status: 409 });
      expect(await decide(manager, contestId, uphold())).toMatchObject({ status: 200 });
    }
    await expectSound(context);
  });

  it("needs a change of hands to be undone first", async () => {
    const { admin, lead, manager, member, otherMember } = await openStudio();
    const assignmentId = await give(lead, member.id);
    await amend(admin, assignmentId, { user_id: otherMember.id });
    const [handover] = await readChanges(admin, assignmentId);
    const { body } = await contestChange(member, assignmentId, handover?.id ?? 0);
    const id = Number(body.id);
    expect((await readContest(manager, id)).body).toMatchObject({ upholding_needs: "undoing" });
    expect(await decide(manager, id, uphold())).toMatchObject({ status: 409 });
    await amend(admin, assignmentId, { user_id: member.id });
    expect(await decide(manager, id, uphold())).toMatchObject({ status: 200 });
  });

  it("accepts the new status that undid the contested one", async () => {
    const { admin, lead, manager, member } = await openStudio();
    const assignmentId = await give(lead, member.id);
    const cancel = { params: { id: assignmentId }, body: {} };
    await lead.caller.call(cancelRoute.POST, cancel);
    const [cancelled] = await readChanges(member, assignmentId);
    const { body } = await contestChange(member, assignmentId, cancelled?.id ?? 0);
    expect(await decide(manager, Number(body.id), uphold())).toMatchObject({ status: 409 });
    await admin.caller.call(reopenRoute.POST, cancel);
    expect(await decide(manager, Number(body.id), uphold())).toMatchObject({ status: 200 });
  });

  it("is named by the verification where its correction or its member does not fit", async () => {
    const { context, lead, manager, member, otherMember } = await openStudio();
    const { contestId } = await makeChangeContest(lead, member);
    await decide(manager, contestId, uphold(inTime));
    const { organizationId } = context;
    const where = { organizationId_id: { organizationId, id: BigInt(contestId) } };
    const { contestId: open } = await makeChangeContest(lead, member);
    const whereOpen = { organizationId_id: { organizationId, id: BigInt(open) } };
    await database.contest.update({ where: whereOpen, data: { userId: otherMember.id } });
    await database.contest.update({ where, data: { userId: otherMember.id } });
    const { differences } = await verifyOrganization(context);
    expect(differences.map(({ what }) => what)).toEqual([
      `contest ${contestId}: member of its change`,
      `contest ${contestId}: member of its correction`,
      `contest ${open}: member of its change`,
    ]);
    await database.contest.update({ where: whereOpen, data: { userId: member.id } });
    const other = await makeChangeContest(lead, member);
    const wrong = { userId: member.id, correctingEntryId: BigInt(other.entryId) };
    await database.contest.update({ where, data: wrong });
    const found = await verifyOrganization(context);
    expect(found.differences.map(({ what }) => what)).toEqual([
      `contest ${contestId}: member of its correction`,
      `contest ${contestId}: assignment of its correction`,
    ]);
  });
});

describe("the decider of a contest about a change", () => {
  it("is another person than the one who made the change, and reaches the member", async () => {
    const { lead, otherLead, otherMember, manager, member } = await openStudio();
    const { contestId } = await makeChangeContest(lead, member);
    const byActor = await decide(lead, contestId, rejection);
    expect(byActor).toMatchObject({ status: 403, body: { code: "second_person" } });
    expect(byActor.body.detail).toContain("another person");
    expect(await decide(otherLead, contestId, rejection)).toMatchObject({ status: 404 });
    for (const by of [member, otherMember]) {
      expect(await decide(by, contestId, rejection)).toMatchObject({ status: 403 });
    }
    expect(await decide(manager, contestId, rejection)).toMatchObject({ status: 200 });
    expect((await readContest(member, contestId)).body).toMatchObject({
      ...{ status: "rejected", decision_reason: rejection.reason, correction: null },
    });
  });

  it("can contest entries of work that they changed as before", async () => {
    const { lead, member } = await openStudio();
    const { entryId } = await makeChangeContest(lead, member);
    const { body } = await raise(member, entryId);
    expect(await decide(lead, Number(body.id), rejection)).toMatchObject({ status: 200 });
  });
});
