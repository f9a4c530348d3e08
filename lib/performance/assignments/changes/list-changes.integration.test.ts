import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { amendAssignment } from "@/lib/performance/assignments/amend-assignment";
import { completeAssignment } from "@/lib/performance/assignments/complete-assignment";
import { recordAssignment } from "@/lib/performance/assignments/record-assignment";
import { getUserExplanation } from "@/lib/performance/explanations/get-user-explanation";
import { exportEverything } from "@/lib/performance/privacy/export-everything";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { listChanges } from "./list-changes";

const DAY = 86_400_000;

let database: Database;
let context: Context;
let formerId: number;
let assigneeId: number;
let assignerId: number;
let id: bigint;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const assigner = () => actAs(context, { userId: assignerId, role: "admin" });
const list = (caller: Context) => listChanges(caller, { id, limit: 100 });
const toDate = (days: number) => new Date(context.now.getTime() + days * DAY).toISOString();

/** Another member gets the assignment, whose due date is moved in the same change. */
const handOver = () =>
  amendAssignment(assigner(), { id, amendment: { user_id: assigneeId, due_at: toDate(11) } });

beforeEach(async () => {
  const made = await makeOrganization(database, { members: 3, skills: ["Welding"] });
  context = made.context;
  [formerId = 0, assigneeId = 0, assignerId = 0] = made.userIds;
  const { assignment } = await recordAssignment(assigner(), {
    external_id: "work",
    user_id: formerId,
    title: "Task",
    difficulty: 2.5,
    due_at: toDate(-4),
    required_skills: [{ name: "Welding", level: 6 }],
  });
  id = BigInt(assignment.id);
});

describe("listing the changes of an assignment", () => {
  it("returns the last change first, with its author and the changed fields", async () => {
    await amendAssignment(assigner(), {
      id,
      amendment: { due_at: toDate(11), difficulty: 3, skill_match: 0.75 },
    });
    const { changes } = await list(actAs(context, { userId: formerId }));
    expect(changes).toMatchObject([
      {
        event: "changed",
        created_at: context.now.toISOString(),
        actor: { user_id: assignerId, username: "member-3" },
        source: "page",
        before: { due_at: toDate(-4), difficulty: 2.5, skill_match: null },
        after: { due_at: toDate(11), difficulty: 3, skill_match: 0.75 },
        was_due_passed: true,
        is_due_passed: false,
      },
      {
        event: "created",
        before: null,
        after: { user_id: formerId, required_skills: [{ name: "Welding", level: 6 }] },
      },
    ]);
  });

  it("has signals for who may see the record", async () => {
    await amendAssignment(assigner(), { id, amendment: { due_at: toDate(11), skill_match: 0.9 } });
    await completeAssignment(assigner(), { id });
    const skill = await database.skill.findFirstOrThrow({
      where: { organizationId: context.organizationId, name: "Welding" },
    });
    const { organizationId } = context;
    const rate = (level: number) =>
      database.userSkill.upsert({
        where: {
          organizationId_userId_skillId: { organizationId, userId: formerId, skillId: skill.id },
        },
        create: { organizationId, userId: formerId, skillId: skill.id, level },
        update: { level },
      });
    expect((await list(assigner())).is_skill_match_far).toBe(false);
    await rate(3);
    const seen = await list(actAs(context, { userId: formerId }));
    expect(seen.is_skill_match_far).toBe(true);
    expect(seen.changes.map(({ signals }) => signals)).toEqual([
      [],
      ["due_moved_after", "measure_changed_late"],
      [],
    ]);
    await rate(4);
    expect((await list(assigner())).is_skill_match_far).toBe(false);
  });

  it("hides from the new assignee what happened while another member had it", async () => {
    await handOver();
    await amendAssignment(assigner(), { id, amendment: { difficulty: 9 } });
    const seen = await list(actAs(context, { userId: assigneeId }));
    expect(seen.changes).toMatchObject([
      { after: { difficulty: 9 } },
      { after: { user_id: assigneeId, due_at: toDate(11) } },
    ]);
    expect(seen.changes[1]).toMatchObject({ was_due_passed: null });
    expect(seen.changes[1]?.before).toEqual({ user_id: null });
    expect((await list(assigner())).changes).toMatchObject([
      { after: { difficulty: 9 } },
      { before: { user_id: formerId } },
      { event: "created" },
    ]);
  });

  it("hides the former assignee from a new one who manages, where the organization shows groups only", async () => {
    await handOver();
    const manager = { userId: assigneeId, role: "admin", privacyMode: "aggregate" } as const;
    const [change, ...others] = (await list(actAs(context, manager))).changes;
    expect(others).toEqual([]);
    expect(change?.before).toEqual({ user_id: null });
  });

  it("records the access to both members of a reassigned assignment", async () => {
    await amendAssignment(assigner(), { id, amendment: { user_id: assigneeId } });
    const manager = await database.user.update({
      where: { organizationId_id: { organizationId: context.organizationId, id: assignerId } },
      data: { role: "manager" },
    });
    await database.$executeRaw`DELETE FROM access_records WHERE organization_id = ${context.organizationId}`;
    const later = { ...context, now: new Date(context.now.getTime() + DAY) };
    await list(actAs(later, { userId: manager.id, role: "manager" }));
    const records = await database.accessRecord.findMany({
      where: { organizationId: context.organizationId },
      orderBy: { subjectId: "asc" },
    });
    expect(records.map(({ subjectId }) => subjectId)).toEqual([formerId, assigneeId]);
  });

  it("names the author by an alias where the organization hides names", async () => {
    const viewer = actAs(context, { userId: formerId, privacyMode: "pseudonymous" });
    const [change] = (await list(viewer)).changes;
    expect(change?.actor).toMatchObject({
      username: expect.stringMatching(/^member-[0-9a-f]{16}$/),
    });
  });

  it("rejects a member who may not see the assignment", async () => {
    await expect(list(actAs(context, { userId: assigneeId }))).rejects.toThrow(
      expect.objectContaining({ code: "forbidden" }),
    );
  });
});

describe("the explanation of a score", () => {
  it("says that the due date was moved after it had passed", async () => {
    await amendAssignment(assigner(), { id, amendment: { due_at: toDate(11) } });
    const member = actAs(context, { userId: formerId });
    await completeAssignment(member, { id });
    const { movements } = await getUserExplanation(member, { userId: formerId });
    expect(movements).toMatchObject([{ due_moves: [{ was_due_passed: true, after: toDate(11) }] }]);
    expect(movements[0]?.due_moves[0]?.text).toMatch(
      /^Due date moved from .+ to .+ by .+, 4 days after it had passed\.$/,
    );
  });

  it("leaves out moves of the due date while another member had the assignment", async () => {
    await amendAssignment(assigner(), { id, amendment: { due_at: toDate(1) } });
    await handOver();
    const member = actAs(context, { userId: assigneeId });
    await completeAssignment(member, { id });
    const { movements } = await getUserExplanation(member, { userId: assigneeId });
    expect(movements).toMatchObject([{ due_moves: [] }]);
  });
});

describe("the export of all data about a member", () => {
  it("contains the changes of an assignment since the member has it", async () => {
    await handOver();
    const member = actAs(context, { userId: assigneeId });
    const { pieces } = await exportEverything(member, { userId: assigneeId });
    let text = "";
    for await (const piece of pieces) text += piece;
    const { assignment_changes: changes } = JSON.parse(text);
    expect(changes).toMatchObject([
      { before: null, was_due_passed: null, after: { user_id: assigneeId } },
    ]);
    expect(changes).toHaveLength(1);
  });
});
