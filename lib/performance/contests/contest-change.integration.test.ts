import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  contestChange,
  list,
  listChanges,
  makeChangeContest,
  moveDue,
  REASON,
  readChanges,
  readContest,
  withdraw,
} from "@/app/api/_tests/make-contest";
import { addMember, ago, ahead, amend, give, makeStudio } from "@/app/api/_tests/make-teams";
import * as assignmentRoute from "@/app/api/performance/assignments/[id]/route";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { eraseMember } from "@/lib/performance/privacy/erase-member";
import { exportEverything } from "@/lib/performance/privacy/export-everything";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeCaller } from "@/lib/performance/testing/make-caller";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { contestChange as contestChangeOf } from "./contest-change";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const openStudio = () => makeStudio(database);

describe("contesting a change of an assignment", () => {
  it("keeps the reason with the change as the timeline shows it, and writes an audit entry with ids only", async () => {
    const { context, lead, member } = await openStudio();
    const { assignmentId, changeId } = await moveDue(lead, member);
    const { status, body } = await contestChange(member, assignmentId, changeId, `  ${REASON}\n`);
    expect(status).toBe(200);
    const [change] = await readChanges(member, assignmentId);
    expect(body).toMatchObject({
      ...{ status: "open", user_id: member.id, reason: REASON, entry: null, correction: null },
      ...{ assignment_id: assignmentId, assignment_title: "Draw the icons", answered_by: null },
      ...{ upholding_needs: "facts", may_decide: false, may_withdraw: true, second_key: null },
      assignment: { id: assignmentId, fact: null },
      change: {
        ...{ id: changeId, event: "changed", source: "api", is_due_passed: true },
        ...{
          actor: { user_id: lead.id },
          before: { due_at: ahead(24) },
          after: { due_at: ago(3) },
        },
      },
    });
    expect(body.change).toEqual(change);
    const entries = await database.auditLog.findMany({
      where: { organizationId: context.organizationId, subjectType: "contest" },
    });
    expect(entries).toMatchObject([
      {
        ...{ action: "contest.raise", actorId: member.id, subjectId: String(body.id) },
        detail: { user_id: member.id, change_id: changeId },
      },
    ]);
  });

  it("returns the same contest when it is raised again, and rejects a second reason", async () => {
    const { lead, member } = await openStudio();
    const { assignmentId, changeId } = await moveDue(lead, member);
    const first = await contestChange(member, assignmentId, changeId);
    expect(await contestChange(member, assignmentId, changeId)).toEqual(first);
    const other = await contestChange(member, assignmentId, changeId, "And by the wrong person.");
    expect(other).toMatchObject({ status: 409, body: { code: "conflict" } });
  });

  it("makes one contest of many that are raised at once", async () => {
    const { context, lead, member } = await openStudio();
    const { assignmentId, changeId } = await moveDue(lead, member);
    const responses = await Promise.all(
      Array.from({ length: 8 }, () => contestChange(member, assignmentId, changeId)),
    );
    expect(new Set(responses.map(({ body }) => body.id)).size).toBe(1);
    const { organizationId } = context;
    expect(await database.contest.count({ where: { organizationId } })).toBe(1);
  });

  it("makes one contest where the former and the new assignee contest their change at once", async () => {
    const { context, admin, lead, member } = await openStudio();
    const next = await addMember(context, { team: "Design" });
    const assignmentId = await give(lead, member.id);
    await amend(admin, assignmentId, { user_id: next.id });
    const [change] = await readChanges(next, assignmentId);
    const contest = (by: typeof next) => contestChange(by, assignmentId, change?.id ?? 0);
    const responses = await Promise.all([contest(member), contest(next)]);
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it("lets the database reject a second open contest of a change, and a contest of nothing or of both", async () => {
    const { context, lead, member } = await openStudio();
    const { entryId, changeId } = await makeChangeContest(lead, member);
    const { organizationId, now } = context;
    const data = { organizationId, userId: member.id, reason: "x", raisedAt: now };
    for (const subject of [
      { changeId: BigInt(changeId) },
      {},
      { changeId: BigInt(changeId), entryId: BigInt(entryId), status: "withdrawn" as const },
    ]) {
      const withdrawnAt = "status" in subject ? now : null;
      await expect(
        database.contest.create({ data: { ...data, ...subject, withdrawnAt } }),
      ).rejects.toThrow();
    }
  });

  it("accepts a creation and a completion, and rejects a baseline", async () => {
    const { context, lead, member } = await openStudio();
    const { assignmentId } = await makeChangeContest(lead, member);
    const [completed, , created] = await readChanges(member, assignmentId);
    for (const change of [completed, created]) {
      expect(await contestChange(member, assignmentId, change?.id ?? 0)).toMatchObject({
        ...{ status: 200, body: { change: { id: change?.id, contestable: false } } },
      });
    }
    const { organizationId, now } = context;
    const baseline = await database.assignmentChange.create({
      data: {
        ...{ organizationId, assignmentId: BigInt(assignmentId), event: "baseline" },
        ...{ after: { user_id: member.id }, createdAt: now },
      },
    });
    const id = Number(baseline.id);
    expect(await contestChange(member, assignmentId, id)).toMatchObject({ status: 409 });
    const [shown] = await readChanges(member, assignmentId);
    expect(shown).toMatchObject({ id, event: "baseline", contestable: false });
  });

  it("returns not_found for changes of other members, of other assignments, and of deleted ones", async () => {
    const { context, admin, manager, lead, member, otherMember } = await openStudio();
    const { assignmentId, changeId } = await moveDue(lead, member);
    const other = await moveDue(lead, member);
    for (const by of [otherMember, lead, manager, admin]) {
      expect(await contestChange(by, assignmentId, changeId)).toMatchObject({ status: 404 });
    }
    const absent = 2 ** 31;
    expect(await contestChange(member, assignmentId, absent)).toMatchObject({ status: 404 });
    expect(await contestChange(member, absent, changeId)).toMatchObject({ status: 404 });
    expect(await contestChange(member, other.assignmentId, changeId)).toMatchObject({
      status: 404,
    });
    const foreign = await openStudio();
    const theirs = await moveDue(foreign.lead, foreign.member);
    expect(await contestChange(member, theirs.assignmentId, theirs.changeId)).toMatchObject({
      status: 404,
    });
    await admin.caller.call(assignmentRoute.DELETE, { params: { id: assignmentId } });
    expect(await contestChange(member, assignmentId, changeId)).toMatchObject({ status: 404 });
    const { organizationId } = context;
    expect(await database.contest.count({ where: { organizationId } })).toBe(0);
  });

  it("requires a token that may write, and rejects a member who was deactivated after the request began", async () => {
    const { context, lead, member } = await openStudio();
    const { assignmentId, changeId } = await moveDue(lead, member);
    const reader = await makeCaller(context, member.id, ["self:read"]);
    const read = { id: member.id, caller: reader };
    expect(await contestChange(read, assignmentId, changeId)).toMatchObject({ status: 403 });
    const asked = actAs(context, { userId: member.id });
    await deactivateMember(context, { userId: member.id });
    const ids = { assignmentId: BigInt(assignmentId), changeId: BigInt(changeId) };
    await expect(contestChangeOf(asked, { ...ids, reason: REASON })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is rejected while the privacy mode hides the change from every decider", async () => {
    const { context, lead, member } = await openStudio();
    const { assignmentId, changeId } = await moveDue(lead, member);
    const ids = { assignmentId: BigInt(assignmentId), changeId: BigInt(changeId) };
    const hidden = actAs(context, { userId: member.id, privacyMode: "aggregate" });
    await expect(contestChangeOf(hidden, { ...ids, reason: REASON })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("a contested change", () => {
  it("is contested by the former and the new assignee, who see nothing of each other", async () => {
    const { context, admin, lead, member } = await openStudio();
    const next = await addMember(context, { team: "Design" });
    const assignmentId = await give(lead, member.id);
    await amend(lead, assignmentId, { difficulty: 9 });
    await amend(admin, assignmentId, { user_id: next.id, due_at: ahead(2) });
    const [handover, changed] = await readChanges(lead, assignmentId);
    const former = await contestChange(member, assignmentId, handover?.id ?? 0);
    expect(former).toMatchObject({
      status: 200,
      body: {
        ...{ assignment: null, assignment_id: assignmentId, upholding_needs: "undoing" },
        change: {
          ...{ before: { user_id: member.id, due_at: ahead(24) }, is_due_passed: null },
        },
      },
    });
    expect((former.body.change as { after: unknown }).after).toEqual({ user_id: null });
    await withdraw(member, Number(former.body.id));
    const later = await contestChange(next, assignmentId, handover?.id ?? 0);
    expect(later.body.change).toMatchObject({
      ...{ before: { user_id: null }, after: { user_id: next.id, due_at: ahead(2) } },
      ...{ was_due_passed: null, contest: { id: later.body.id, status: "open" } },
    });
    // Made while another member had the assignment.
    expect(await contestChange(next, assignmentId, changed?.id ?? 0)).toMatchObject({
      status: 404,
    });
    expect(await contestChange(member, assignmentId, changed?.id ?? 0)).toMatchObject({
      ...{ status: 200, body: { upholding_needs: null, change: { after: { difficulty: 9 } } } },
    });
  });

  it("follows the privacy mode, and hides the change of a member that the reader does not see", async () => {
    const { context, admin, lead, otherLead, member } = await openStudio();
    const manager = await addMember(context, { role: "manager", team: "Build" });
    const assignmentId = await give(lead, member.id);
    await amend(admin, assignmentId, { user_id: manager.id });
    const created = (await readChanges(admin, assignmentId)).at(-1);
    // The assignee now, who sees the member who had it then.
    const contest = await contestChange(manager, assignmentId, created?.id ?? 0);
    expect(contest).toMatchObject({ status: 200, body: { change: { event: "created" } } });
    const id = Number(contest.body.id);
    expect(await readContest(otherLead, id)).toMatchObject({
      ...{ status: 200, body: { user_id: manager.id, change: null, entry: null } },
    });
    await database.organization.update({
      where: { id: context.organizationId },
      data: { privacyMode: "pseudonymous" },
    });
    const { body } = await readContest(admin, id);
    expect(JSON.stringify(body.change)).toContain(`"username":"member-`);
    expect(body.assignment_title).toBeNull();
  });
});

describe("the timeline of an assignment", () => {
  it("says which changes the reader can contest, and shows the contests that they may see", async () => {
    const { lead, otherLead, manager, member } = await openStudio();
    const { assignmentId, changeId, contestId } = await makeChangeContest(lead, member);
    const own = await readChanges(member, assignmentId);
    expect(own.map(({ contestable, contest }) => [contestable, contest])).toEqual([
      [true, null],
      [false, { id: contestId, status: "open" }],
      [true, null],
    ]);
    const seen = await readChanges(manager, assignmentId);
    expect(seen.map(({ contestable, contest }) => [contestable, contest?.id])).toEqual([
      [false, undefined],
      [false, contestId],
      [false, undefined],
    ]);
    expect(await listChanges(otherLead, assignmentId)).toMatchObject({ status: 404 });
    await withdraw(member, contestId);
    const [, again] = await readChanges(member, assignmentId);
    expect(again).toMatchObject({ id: changeId, contestable: true, contest: null });
  });
});

describe("a contest of a change in the lists", () => {
  it("counts as one to decide for everyone who may decide but the person who made the change", async () => {
    const { lead, otherLead, manager, admin, member } = await openStudio();
    const { contestId } = await makeChangeContest(lead, member);
    const expected = [
      [lead, false],
      [manager, true],
      [admin, true],
    ] as const;
    for (const [by, mayDecide] of expected) {
      const { body } = await list(by);
      expect(body).toMatchObject({ to_decide: mayDecide ? 1 : 0 });
      expect(body.contests).toMatchObject([
        { id: contestId, may_decide: mayDecide, second_key: null, change: { source: "api" } },
      ]);
    }
    expect((await list(otherLead)).body).toMatchObject({ contests: [], to_decide: 0 });
  });

  it("is in the data of its member, and loses its texts with them", async () => {
    const { context, admin, lead, member } = await openStudio();
    const { contestId, changeId } = await makeChangeContest(lead, member);
    const { pieces } = await exportEverything(context, { userId: member.id });
    let text = "";
    for await (const piece of pieces) text += piece;
    expect(JSON.parse(text).contests).toMatchObject([{ change_id: changeId, entry_id: null }]);
    await deactivateMember(context, { userId: member.id });
    await eraseMember(context, { userId: member.id });
    expect((await readContest(admin, contestId)).body).toMatchObject({
      ...{ status: "withdrawn", reason: null, change: { id: changeId } },
    });
    expect((await verifyOrganization(context)).differences).toEqual([]);
  });
});
