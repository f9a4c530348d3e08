import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  completeLate,
  decide,
  inTime,
  list,
  makeContest,
  markSeen,
  REASON,
  raise,
  readContest,
  rejection,
  withdraw,
} from "@/app/api/_tests/make-contest";
import { addMember, amend, makeStudio } from "@/app/api/_tests/make-teams";
import * as reopenRoute from "@/app/api/performance/assignments/[id]/reopen/route";
import * as historyRoute from "@/app/api/performance/user/[id]/history/route";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { deactivateMember } from "@/lib/performance/members/deactivate-member";
import { updatePolicy } from "@/lib/performance/policies/update-policy";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeCaller } from "@/lib/performance/testing/make-caller";
import { raiseContest } from "./raise-contest";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

type Studio = Awaited<ReturnType<typeof makeStudio>>;
const openStudio = () => makeStudio(database);

async function listAuditEntries({ context }: Studio) {
  const rows = await database.auditLog.findMany({
    where: { organizationId: context.organizationId, subjectType: "contest" },
    orderBy: { id: "asc" },
  });
  return rows.map(({ action, actorId, detail }) => [action, actorId, detail]);
}

function listHistory({ member }: Studio) {
  return member.caller.call(historyRoute.GET, { params: { id: member.id } });
}

describe("raising a contest", () => {
  it("keeps the reason with the entry, the assignment and the member, and writes an audit entry", async () => {
    const here = await openStudio();
    const { lead, member } = here;
    const { entryId, assignmentId, score } = await completeLate(lead, member);
    const response = await raise(member, entryId, `  ${REASON}\n`);
    expect(response).toMatchObject({
      status: 200,
      body: {
        status: "open",
        user_id: member.id,
        reason: REASON,
        decided_by: null,
        entry: { id: entryId, kind: "completion", performance_score: score },
        correction: null,
        answered_by: null,
        assignment: { id: assignmentId, fact: { on_time: false } },
        may_decide: false,
        may_withdraw: true,
      },
    });
    const detail = { user_id: member.id, entry_id: entryId };
    expect(await listAuditEntries(here)).toEqual([["contest.raise", member.id, detail]]);
  });

  it("returns the same contest when it is raised again, and rejects a second reason", async () => {
    const { lead, member } = await openStudio();
    const { entryId } = await completeLate(lead, member);
    const first = await raise(member, entryId);
    expect(await raise(member, entryId)).toEqual(first);
    const other = await raise(member, entryId, "And the difficulty is wrong.");
    expect(other).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(other.body.detail).toContain("withdraw that contest first");
  });

  it("makes one contest of many that are raised at once", async () => {
    const { context, lead, member } = await openStudio();
    const { entryId } = await completeLate(lead, member);
    const responses = await Promise.all(Array.from({ length: 8 }, () => raise(member, entryId)));
    expect(new Set(responses.map(({ body }) => body.id)).size).toBe(1);
    const { organizationId } = context;
    expect(await database.contest.count({ where: { organizationId } })).toBe(1);
  });

  it("rejects a contest of a member who was deactivated after the request began", async () => {
    const { context, lead, member } = await openStudio();
    const { entryId } = await completeLate(lead, member);
    const asked = actAs(context, { userId: member.id });
    await deactivateMember(context, { userId: member.id });
    await expect(
      raiseContest(asked, { entryId: BigInt(entryId), reason: REASON }),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(await database.contest.count({ where: { userId: member.id } })).toBe(0);
  });

  it("lets a member contest their own entries only, and returns not_found to everyone else", async () => {
    const { lead, member, otherMember, manager, admin } = await openStudio();
    const { entryId } = await completeLate(lead, member);
    for (const other of [otherMember, lead, manager, admin]) {
      expect(await raise(other, entryId)).toMatchObject({ status: 404 });
      expect(await raise(other, 2 ** 31)).toMatchObject({ status: 404 });
    }
  });

  it("requires a token that may write", async () => {
    const { context, lead, member } = await openStudio();
    const { entryId } = await completeLate(lead, member);
    const reading = { id: member.id, caller: await makeCaller(context, member.id, ["self:read"]) };
    expect(await raise(reading, entryId)).toMatchObject({ status: 403 });
  });

  it("explains why an entry that counts no work, or no longer counts, cannot be contested", async () => {
    const { context, lead, member } = await openStudio();
    const { entryId, assignmentId } = await completeLate(lead, member);
    const corrected = await amend(lead, assignmentId, { difficulty: 3 });
    const correction = corrected.body.entry as { id: number };
    const superseded = await raise(member, entryId);
    expect(superseded.status).toBe(409);
    expect(superseded.body.detail).toContain(`entry ${correction.id} corrected or reversed it`);
    expect(await raise(member, correction.id)).toMatchObject({
      status: 200,
      body: { entry: { kind: "correction" } },
    });
    const reopened = await lead.caller.call(reopenRoute.POST, {
      params: { id: assignmentId },
      body: {},
    });
    const reversal = await raise(member, (reopened.body.entry as { id: number }).id);
    expect(reversal.body).toMatchObject({ status: 409, code: "conflict" });
    expect(reversal.body.detail).toContain("reverses an earlier one");
    await updatePolicy(context, {
      weights: { on_time: 1, skill: 0, difficulty: 0 },
      min_sample: 1,
    });
    const { id } = await database.performanceLog.findFirstOrThrow({
      where: { organizationId: context.organizationId, userId: member.id, kind: "policy" },
    });
    const policy = await raise(member, Number(id));
    expect(policy.body).toMatchObject({ status: 409 });
    expect(policy.body.detail).toContain("applies to everyone");
  });

  it.each(["", "  ", "x".repeat(2001), "a\u0000b", 7, null])(
    "rejects the reason %j by name",
    async (reason) => {
      const { lead, member } = await openStudio();
      const { entryId } = await completeLate(lead, member);
      expect(await raise(member, entryId, reason)).toMatchObject({
        status: 400,
        body: { invalid_params: [{ name: "reason" }] },
      });
    },
  );

  it("can be raised after an error, but not while the privacy mode hides the entry from the decider", async () => {
    const { context, lead, member } = await openStudio();
    const { contestId, entryId } = await makeContest(lead, member);
    await decide(lead, contestId, rejection);
    const again = await raise(member, entryId, "Here is the letter that moved the date.");
    expect(again).toMatchObject({ status: 200, body: { status: "open" } });
    expect(again.body.id).not.toBe(contestId);
    const { entryId: another } = await completeLate(lead, member);
    await database.organization.update({
      where: { id: context.organizationId },
      data: { privacyMode: "aggregate" },
    });
    expect((await raise(member, another)).body).toMatchObject({ status: 403 });
    expect(await decide(lead, Number(again.body.id), rejection)).toMatchObject({ status: 403 });
    expect((await list(lead)).body).toMatchObject({ contests: [], to_decide: 0 });
    expect((await list(member)).body.contests).toHaveLength(2);
    expect(await readContest(lead, contestId)).toMatchObject({ status: 403 });
    expect(await withdraw(member, Number(again.body.id))).toMatchObject({ status: 200 });
  });
});

describe("withdrawing a contest", () => {
  it("withdraws a contest once, and only for the member who raised it", async () => {
    const here = await openStudio();
    const { lead, member, otherMember } = here;
    const { contestId, entryId } = await makeContest(lead, member);
    expect(await withdraw(otherMember, contestId)).toMatchObject({ status: 404 });
    const first = await withdraw(member, contestId);
    expect(first).toMatchObject({
      status: 200,
      body: { status: "withdrawn", may_withdraw: false },
    });
    expect(await withdraw(member, contestId)).toEqual(first);
    const rejected = await decide(lead, contestId, rejection);
    expect(rejected.status).toBe(409);
    expect(rejected.body.detail).toContain("withdrawn by the person who raised it");
    expect((await listAuditEntries(here)).map(([action]) => action)).toEqual([
      "contest.raise",
      "contest.withdraw",
    ]);
    expect(await raise(member, entryId)).toMatchObject({ status: 200, body: { status: "open" } });
  });

  it("rejects the withdrawal of a decided contest", async () => {
    const { lead, member } = await openStudio();
    const { contestId } = await makeContest(lead, member);
    await decide(lead, contestId, rejection);
    const { status, body } = await withdraw(member, contestId);
    expect(status).toBe(409);
    expect(body.detail).toContain("was rejected already");
  });
});

describe("the history", () => {
  it("says which of a member's own entries can be contested, and the contests of those that were", async () => {
    const here = await openStudio();
    const { lead, member } = here;
    const { contestId, entryId } = await makeContest(lead, member);
    const { entryId: other } = await completeLate(lead, member);
    expect((await listHistory(here)).body.entries).toMatchObject([
      { id: other, contestable: true, contest: null },
      { id: entryId, contestable: false, contest: { id: contestId, status: "open" } },
    ]);
    await decide(lead, contestId, { decision: "upheld", facts: inTime });
    const { body } = await listHistory(here);
    expect(body.entries).toMatchObject([
      { kind: "correction", corrects: entryId, contestable: true, contest: null },
      { id: other, contestable: true },
      { id: entryId, contestable: false, contest: { id: contestId, status: "upheld" } },
    ]);
    const seen = await lead.caller.call(historyRoute.GET, { params: { id: member.id } });
    expect(seen.body.entries).toMatchObject([
      { contestable: false },
      { contestable: false },
      { contestable: false, contest: { id: contestId, status: "upheld" } },
    ]);
  });

  it("lets an entry be contested again after its contest was withdrawn", async () => {
    const here = await openStudio();
    const { contestId } = await makeContest(here.lead, here.member);
    await withdraw(here.member, contestId);
    expect((await listHistory(here)).body.entries).toMatchObject([
      { contestable: true, contest: null },
    ]);
  });
});

describe("reading contests", () => {
  it("shows members their own contests, and the contests of the members that they may see", async () => {
    const here = await openStudio();
    const { context, lead, member, otherLead, otherMember, manager } = here;
    const { contestId } = await makeContest(lead, member);
    const { contestId: other } = await makeContest(otherLead, otherMember);
    const listIds = async (by: typeof lead, query = "") => {
      const { body } = await list(by, query);
      return [(body.contests as { id: number }[]).map(({ id }) => id), body.to_decide];
    };
    expect(await listIds(member)).toEqual([[contestId], 0]);
    expect(await listIds(lead)).toEqual([[contestId], 1]);
    expect(await listIds(otherLead)).toEqual([[other], 1]);
    expect(await listIds(manager)).toEqual([[other, contestId], 2]);
    expect(await listIds(manager, "?limit=1")).toEqual([[other], 2]);
    await decide(manager, other, rejection);
    expect(await listIds(manager, "?status=open")).toEqual([[contestId], 1]);
    expect(await listIds(manager, "?status=rejected")).toEqual([[other], 1]);
    expect(await readContest(otherMember, contestId)).toMatchObject({ status: 403 });
    expect(await readContest(otherLead, contestId)).toMatchObject({ status: 404 });
    const free = await addMember(context, { role: "team_lead", team: null });
    await database.user.update({
      where: { organizationId_id: { organizationId: context.organizationId, id: free.id } },
      data: { leadScope: "team" },
    });
    expect(await listIds(free)).toEqual([[], 0]);
  });

  it("continues by cursor, and records access to other members' contests", async () => {
    const { context, lead, member, manager } = await openStudio();
    await makeContest(lead, member);
    await makeContest(lead, member);
    const first = await list(manager, "?limit=1");
    const next = await list(manager, `?limit=1&cursor=${first.body.next_cursor}`);
    expect(next.body.contests).toHaveLength(1);
    expect(next.body.next_cursor).toBeNull();
    expect(next.body.contests).not.toEqual(first.body.contests);
    await list(member);
    const looks = await database.accessRecord.findMany({
      where: { organizationId: context.organizationId, surface: "contests" },
    });
    expect(looks.map(({ viewerId, subjectType }) => [viewerId, subjectType])).toEqual([
      [manager.id, "organization"],
    ]);
  });

  it("shows aliases and the full reason where the organization is pseudonymous", async () => {
    const { context, lead, member } = await openStudio();
    const { contestId } = await makeContest(lead, member);
    await database.organization.update({
      where: { id: context.organizationId },
      data: { privacyMode: "pseudonymous" },
    });
    expect((await readContest(lead, contestId)).body).toMatchObject({
      username: expect.stringMatching(/^member-/),
      reason: REASON,
      entry: { assignment_title: null },
      assignment: { title: null, username: expect.stringMatching(/^member-/) },
    });
    await decide(lead, contestId, rejection);
    expect((await readContest(member, contestId)).body).toMatchObject({
      assignment: { title: "Draw the icons" },
      decided_by: { username: expect.stringMatching(/^member-/) },
    });
  });

  it("tells a member once about the decisions made since their last visit", async () => {
    const { lead, member } = await openStudio();
    const { contestId } = await makeContest(lead, member);
    const listUnseen = async () => (await list(member, "?unseen=true")).body.contests;
    await markSeen(member, contestId);
    expect(await listUnseen()).toEqual([]);
    await decide(lead, contestId, rejection);
    expect(await listUnseen()).toMatchObject([{ id: contestId, seen_at: null }]);
    expect((await list(lead, "?unseen=true")).body.contests).toEqual([]);
    const first = await markSeen(member, contestId);
    expect(first.body.seen_at).not.toBeNull();
    expect(await markSeen(member, contestId)).toEqual(first);
    expect(await listUnseen()).toEqual([]);
    expect((await readContest(lead, contestId)).body.seen_at).toBeNull();
  });

  it("keeps another member's decision unseen, and records no access where nothing was shown", async () => {
    const { context, lead, member, otherMember } = await openStudio();
    const { contestId } = await makeContest(lead, member);
    await decide(lead, contestId, rejection);
    for (const [other, id] of [
      [otherMember, contestId],
      [lead, contestId],
      [otherMember, 2 ** 31],
    ] as const) {
      expect(await markSeen(other, id)).toMatchObject({ status: 404 });
    }
    const { organizationId } = context;
    const looks = await database.accessRecord.findMany({
      where: { organizationId, viewerId: otherMember.id },
    });
    expect(looks).toEqual([]);
    expect((await readContest(member, contestId)).body.seen_at).toBeNull();
  });
});
