import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEmptyAssignment, getId, makeStudio } from "@/app/api/_tests/make-teams";
import type { Context, Role } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import {
  type AssignmentAmendment,
  type NewAssignment,
  newAssignment,
} from "@/lib/performance/assignments/write-schemas";
import { actAs } from "@/lib/performance/testing/act-as";
import { writeInBetween } from "@/lib/performance/testing/write-in-between";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { frozenNow } from "@/lib/testing/frozen-now";
import { amendAssignment } from "./amend-assignment";
import { cancelAssignment } from "./cancel-assignment";
import { completeAssignment } from "./complete-assignment";
import { deleteAssignment } from "./delete-assignment";
import { getAssignment } from "./get-assignment";
import { recordAssignment, recordAssignmentAsync } from "./record-assignment";
import { reopenAssignment } from "./reopen-assignment";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const SECOND = 1000;

/** Members of one organization, each with a context; every call is one second after the one before. */
async function makeDesk() {
  const studio = await makeStudio(database);
  let seconds = 0;
  const as = (userId: number, role: Role): Context => {
    seconds += 1;
    const now = new Date(studio.context.now.getTime() + seconds * SECOND);
    return { ...actAs(studio.context, { userId, role }), now };
  };
  const { admin, member, otherMember, context } = studio;
  const actAsAdmin = () => as(admin.id, "admin");
  return {
    context,
    memberId: member.id,
    otherId: otherMember.id,
    actAsAdmin,
    byMember: () => as(member.id, "employee"),
    record: async (fields: Record<string, unknown> = {}) => {
      const body = work(member.id, fields);
      return { body, id: await add(actAsAdmin(), body) };
    },
    amend: (id: bigint, amendment: AssignmentAmendment) =>
      amendAssignment(actAsAdmin(), { id, amendment }),
    read: (id: bigint) => getAssignment(actAsAdmin(), { id }),
  };
}

function work(userId: number, fields: Record<string, unknown> = {}): NewAssignment {
  return newAssignment.parse(createEmptyAssignment(userId, fields));
}

async function add(context: Context, body: NewAssignment): Promise<bigint> {
  return BigInt(getId(await recordAssignment(context, body)));
}

const done = { completed_at: new Date(frozenNow.getTime() - 3_600_000).toISOString() };

describe("completions of one member at the same time", () => {
  it("are in the order of their locks, the one that waited for another too, and none is late", async () => {
    const { context, record, byMember } = await makeDesk();
    const [first, second, third] = [await record(), await record(), await record()];
    const waiting = byMember();
    await completeAssignment(byMember(), { id: second.id });
    await completeAssignment(waiting, { id: first.id });
    await completeAssignment(waiting, { id: third.id });
    const { database: stored, organizationId } = context;
    const entries = await stored.performanceLog.findMany({
      where: { organizationId },
      orderBy: { id: "asc" },
    });
    expect(entries.map(({ kind, assignmentId }) => [kind, assignmentId])).toEqual([
      ["completion", second.id],
      ["completion", first.id],
      ["completion", third.id],
    ]);
    const times = entries.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual(times.map((_, index) => (times[0] ?? 0) + index));
    const fact = await stored.performanceFact.findFirst({ where: { assignmentId: third.id } });
    expect(fact?.completedAt.getTime()).toBe(times[2]);
    expect((await verifyOrganization(context)).differences).toEqual([]);
  });

  it("are never late over many connections", async () => {
    const { context, record, byMember } = await makeDesk();
    const ids: bigint[] = [];
    for (let count = 0; count < 24; count += 1) ids.push((await record()).id);
    const requests = ids.map((id) => ({ id, at: byMember() }));
    await Promise.all(requests.reverse().map(({ id, at }) => completeAssignment(at, { id })));
    const { organizationId } = context;
    expect(
      await database.performanceLog.groupBy({
        by: ["kind"],
        where: { organizationId },
        _count: true,
      }),
    ).toEqual([{ kind: "completion", _count: 24 }]);
    expect((await verifyOrganization(context)).differences).toEqual([]);
  });
});

describe("the response of an assignment write while another write commits right after it", () => {
  it("returns what it wrote when an assignment is completed", async () => {
    const { byMember, record, amend, context } = await makeDesk();
    const { id } = await record();
    const change = await writeInBetween(
      byMember(),
      (here) => completeAssignment(here, { id }),
      () => amend(id, { difficulty: 2, title: "Renamed" }),
    );
    expect(change).toMatchObject({
      assignment: { status: "completed", title: "Draw the icons", difficulty: 6.5 },
      entry: { kind: "completion", performance_score: 90, assignment_title: "Draw the icons" },
      score_before: null,
      score_after: 90,
      contributions: { on_time: 50, skill: 27, difficulty: 13 },
      milestones: { gained: ["first_task"], lost: [] },
    });
    expect((await verifyOrganization(context)).differences).toEqual([]);
  });

  it("returns the stored state when an assignment is completed again, which writes nothing", async () => {
    const { byMember, record, amend } = await makeDesk();
    const { id } = await record();
    const first = await completeAssignment(byMember(), { id });
    const again = await writeInBetween(
      byMember(),
      (here) => completeAssignment(here, { id }),
      () => amend(id, { difficulty: 2 }),
    );
    expect(again).toEqual(first);
  });

  it("returns what it wrote when an assignment is amended", async () => {
    const { record, amend, actAsAdmin } = await makeDesk();
    const { id } = await record(done);
    const change = await writeInBetween(
      actAsAdmin(),
      (here) =>
        amendAssignment(here, {
          id,
          amendment: { difficulty: 2, required_skills: [{ name: "Figma", level: 3 }] },
        }),
      () => amend(id, { difficulty: 9, required_skills: [] }),
    );
    expect(change).toMatchObject({
      assignment: { difficulty: 2, required_skills: [{ name: "Figma", level: 3 }] },
      entry: { kind: "correction", score_change: -9 },
      score_before: 90,
      score_after: 81,
    });
  });

  it("returns the entry that counted when only the title of an assignment is amended", async () => {
    const { record, amend, actAsAdmin } = await makeDesk();
    const { id } = await record(done);
    const change = await writeInBetween(
      actAsAdmin(),
      (here) => amendAssignment(here, { id, amendment: { title: "Renamed" } }),
      () => amend(id, { difficulty: 9 }),
    );
    expect(change).toMatchObject({
      assignment: { title: "Renamed", difficulty: 6.5 },
      entry: { kind: "completion", assignment_title: "Renamed" },
      score_after: 90,
    });
  });

  it.each([
    ["reopening", reopenAssignment, "open"],
    ["cancelling", cancelAssignment, "cancelled"],
    ["deleting", deleteAssignment, "cancelled"],
  ])(
    "returns what it wrote when a completion is reversed by %s",
    async (_how, reverseCompletion, status) => {
      const { record, actAsAdmin } = await makeDesk();
      const { id, body } = await record(done);
      const change = await writeInBetween(
        actAsAdmin(),
        (here) => reverseCompletion(here, { id }),
        () => recordAssignment(actAsAdmin(), { ...body, difficulty: 1 }),
      );
      expect(change).toMatchObject({
        assignment: { status, completed_at: null, fact: null, difficulty: 6.5 },
        entry: { kind: "reversal" },
        score_before: 90,
        score_after: null,
        milestones: { gained: [], lost: ["first_task"] },
      });
    },
  );

  it("returns what it wrote when a completed assignment is reassigned", async () => {
    const { record, amend, actAsAdmin, memberId, otherId } = await makeDesk();
    const { id } = await record(done);
    const change = await writeInBetween(
      actAsAdmin(),
      (here) => amendAssignment(here, { id, amendment: { user_id: otherId } }),
      () => amend(id, { user_id: memberId, difficulty: 1 }),
    );
    expect(change).toMatchObject({
      assignment: { user_id: otherId, difficulty: 6.5 },
      entry: { kind: "completion" },
      score_before: null,
      score_after: 90,
      taken_from: {
        user_id: memberId,
        entry: { kind: "reversal" },
        score_before: 90,
        score_after: null,
        milestones: { gained: [], lost: ["first_task"] },
      },
    });
  });

  it("returns what it wrote when an assignment is created", async () => {
    const { amend, actAsAdmin, memberId } = await makeDesk();
    const body = work(memberId, { ...done, required_skills: [{ name: "Figma", level: 3 }] });
    const change = await writeInBetween(
      actAsAdmin(),
      (here) => recordAssignment(here, body),
      async () => {
        const { id } = await database.assignment.findFirstOrThrow({ where: { userId: memberId } });
        return amend(id, { difficulty: 2, required_skills: [] });
      },
    );
    expect(change).toMatchObject({
      outcome: "new",
      assignment: { difficulty: 6.5, required_skills: [{ name: "Figma", level: 3 }] },
      entry: { kind: "completion" },
      score_after: 90,
    });
  });

  it("returns what it wrote when an assignment is created without waiting for the score", async () => {
    const { record, amend, actAsAdmin } = await makeDesk();
    const { id, body } = await record();
    const delivered = await writeInBetween(
      actAsAdmin(),
      (here) => recordAssignmentAsync(here, { ...body, ...done }),
      () => amend(id, { difficulty: 2 }),
    );
    expect(delivered).toMatchObject({
      outcome: "changed",
      assignment: { status: "completed", difficulty: 6.5 },
      job_id: expect.any(String),
    });
  });
});

describe("the assignment that a write returns", () => {
  it("returns the same assignment as a read afterwards", async () => {
    const { record, read, actAsAdmin, byMember, memberId, otherId } = await makeDesk();
    const skills = [{ name: "SVG", level: 9 }, { name: "figma" }, { name: "Übersetzen", level: 2 }];
    const { body, id } = await record({ project: "Icons", required_skills: skills });
    const amend = (amendment: AssignmentAmendment) =>
      amendAssignment(actAsAdmin(), { id, amendment });
    for (const write of [
      () => completeAssignment(byMember(), { id }),
      () => completeAssignment(actAsAdmin(), { id }),
      () => amend({ title: "Renamed", project: null, due_at: null }),
      () => amend({ required_skills: [{ name: "FIGMA", level: 5 }] }),
      () => amend({ user_id: otherId, difficulty: 3.3 }),
      () => amend({ user_id: memberId, started_at: done.completed_at }),
      () => cancelAssignment(actAsAdmin(), { id }),
      () => reopenAssignment(actAsAdmin(), { id }),
      () => reopenAssignment(actAsAdmin(), { id }),
      () => recordAssignment(actAsAdmin(), { ...body, ...done }),
      () => recordAssignmentAsync(actAsAdmin(), { ...body, difficulty: 8 }),
    ]) {
      const { assignment } = await write();
      expect(assignment).toEqual(await read(id));
    }
  });
});

describe("a repeated write", () => {
  it("returns nothing of an earlier write whose request came in later", async () => {
    const { record, amend, actAsAdmin, otherId } = await makeDesk();
    const { id } = await record(done);
    const early = actAsAdmin();
    await amend(id, { user_id: otherId });
    const reopened = await reopenAssignment(early, { id });
    expect(reopened).toMatchObject({ entry: { kind: "reversal" }, taken_from: null });
    expect(await reopenAssignment(early, { id })).toEqual(reopened);
  });
});

describe("a write before the job of a reassignment", () => {
  it("returns the entries of both members, also when a reassignment is repeated before its job ran", async () => {
    const { record, actAsAdmin, memberId, otherId } = await makeDesk();
    const { body, id } = await record(done);
    await recordAssignmentAsync(actAsAdmin(), { ...body, ...done, user_id: otherId });
    const first = await completeAssignment(actAsAdmin(), { id });
    expect(first).toMatchObject({
      entry: { kind: "completion" },
      score_after: 90,
      taken_from: { user_id: memberId, entry: { kind: "reversal" }, score_before: 90 },
    });
    expect(await completeAssignment(actAsAdmin(), { id })).toEqual(first);
  });
});
