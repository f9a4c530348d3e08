import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { amendAssignment } from "@/lib/performance/assignments/amend-assignment";
import { completeAssignment } from "@/lib/performance/assignments/complete-assignment";
import { deleteAssignment } from "@/lib/performance/assignments/delete-assignment";
import { recordAssignment } from "@/lib/performance/assignments/record-assignment";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { recordAssignmentsFor } from "@/lib/performance/testing/record-work";

const DAY = 86_400_000;
const REJECTED_BY_TRIGGER = "23001";

let database: Database;
let context: Context;
let assigner: Context;
let assigneeId: number;
let assignerId: number;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

async function makeMembers() {
  const made = await makeOrganization(database, {
    members: 2,
    skills: ["Welding", "Painting", "Sewing"],
  });
  context = made.context;
  [assigneeId = 0, assignerId = 0] = made.userIds;
  assigner = actAs(context, { userId: assignerId, role: "admin" });
}

async function listChanges(assignmentId: number | bigint) {
  const { organizationId } = context;
  const where = { organizationId, assignmentId: BigInt(assignmentId) };
  const changes = await database.assignmentChange.findMany({ where, orderBy: { id: "asc" } });
  return changes.map(({ organizationId: _, id: _id, assignmentId: _assignment, ...rest }) => rest);
}

async function createOpenAssignment(fields: Partial<Parameters<typeof recordAssignment>[1]> = {}) {
  const body = { external_id: "work", user_id: assigneeId, title: "Task", ...fields };
  const { assignment } = await recordAssignment(assigner, body);
  return BigInt(assignment.id);
}

describe("the record of changes", () => {
  beforeAll(makeMembers);

  it("holds all measured fields of a new assignment, its author and its required skills", async () => {
    const id = await createOpenAssignment({
      external_id: "with-skills",
      due_at: new Date(context.now.getTime() - DAY).toISOString(),
      difficulty: 7.5,
      required_skills: [{ name: "Welding", level: 6 }],
    });
    const [skill] = await database.assignmentSkill.findMany({ where: { assignmentId: id } });
    expect(await listChanges(id)).toEqual([
      {
        event: "created",
        before: null,
        after: {
          ...{ user_id: assigneeId, status: "open", deleted: false },
          ...{ assigned_at: null, started_at: null, completed_at: null },
          due_at: context.now.getTime() - DAY,
          ...{ difficulty: 750, skill_match: null },
          required_skills: [[skill?.skillId, 6]],
        },
        ...{ wasDuePassed: null, isDuePassed: true },
        ...{ actorId: assignerId, source: "page", reason: null, createdAt: context.now },
      },
    ]);
  });

  it("holds what a change changed, before and after, and whether the due times had passed", async () => {
    const dueAt = context.now.getTime() - 4 * DAY;
    const id = await createOpenAssignment({
      external_id: "moved",
      due_at: new Date(dueAt).toISOString(),
    });
    await amendAssignment(assigner, {
      id,
      amendment: { due_at: new Date(dueAt + 15 * DAY).toISOString(), title: "Another title" },
    });
    const [, change, ...others] = await listChanges(id);
    expect(others).toEqual([]);
    expect(change).toEqual({
      event: "changed",
      before: { due_at: dueAt },
      after: { due_at: dueAt + 15 * DAY },
      ...{ wasDuePassed: true, isDuePassed: false },
      ...{ actorId: assignerId, source: "page", reason: null, createdAt: context.now },
    });
  });

  it("holds one change for skills that are replaced", async () => {
    const id = await createOpenAssignment({
      external_id: "skilled",
      required_skills: [
        { name: "Welding", level: 6 },
        { name: "Painting", level: 2 },
      ],
    });
    const amendment = {
      required_skills: [
        { name: "Welding", level: 7 },
        { name: "Sewing", level: 3 },
      ],
    };
    await amendAssignment(assigner, { id, amendment });
    await amendAssignment(assigner, { id, amendment });
    const [first, second, ...others] = await listChanges(id);
    expect(others).toEqual([]);
    expect(second?.before).toEqual({
      required_skills: Object(first?.after).required_skills,
    });
    const stored = await database.assignmentSkill.findMany({
      where: { assignmentId: id },
      orderBy: { skillId: "asc" },
    });
    expect(stored.map(({ requiredLevel }) => requiredLevel).sort()).toEqual([3, 7]);
    expect(second?.after).toEqual({
      required_skills: stored.map(({ skillId, requiredLevel }) => [skillId, requiredLevel]),
    });
  });

  it("holds a completion by its assignee, and nothing for completing it twice", async () => {
    const id = await createOpenAssignment({ external_id: "completed" });
    const assignee = actAs(context, { userId: assigneeId, scopes: ["assignments:write"] });
    await completeAssignment(assignee, { id });
    await completeAssignment(assignee, { id });
    const [, change, ...others] = await listChanges(id);
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      event: "changed",
      before: { status: "open", completed_at: null },
      after: { status: "completed", completed_at: context.now.getTime() },
      ...{ actorId: assigneeId, source: "api", wasDuePassed: null, isDuePassed: null },
    });
  });

  it("holds that an assignment was deleted, and that it was restored", async () => {
    const id = await createOpenAssignment({ external_id: "deleted" });
    await deleteAssignment(assigner, { id });
    await createOpenAssignment({ external_id: "deleted", status: "open" });
    expect((await listChanges(id)).slice(1)).toMatchObject([
      {
        event: "deleted",
        before: { status: "open", deleted: false },
        after: { status: "cancelled", deleted: true },
      },
      { event: "changed", after: { status: "open", deleted: false } },
    ]);
  });

  it("holds nothing for a file that is imported again", async () => {
    const inputs = Array.from({ length: 20 }, (_, index) => ({
      externalId: `row-${index}`,
      userId: assigneeId,
      title: "Row",
      completedAt: new Date(context.now.getTime() - index * DAY),
    }));
    const { organizationId } = context;
    await recordAssignmentsFor(context, inputs);
    const recorded = await database.assignmentChange.count({ where: { organizationId } });
    await recordAssignmentsFor(context, inputs);
    await recordAssignmentsFor(
      context,
      inputs.map((input) => ({ ...input, title: "New title" })),
    );
    expect(await database.assignmentChange.count({ where: { organizationId } })).toBe(recorded);
  });
});

describe("the record of changes by plain SQL", () => {
  beforeAll(makeMembers);

  const insert = (externalId: string) => database.$queryRaw<{ id: bigint }[]>`
    INSERT INTO assignments (organization_id, external_id, user_id, title, due_at)
    VALUES (${context.organizationId}, ${externalId}, ${assigneeId}, 'Plain', '2026-01-01T00:00:00Z')
    RETURNING id`;

  it("has no author, and the time of the database", async () => {
    const [row] = await insert("plain");
    const id = row?.id ?? 0n;
    await database.$executeRaw`UPDATE assignments SET due_at = NULL, difficulty = 100 WHERE id = ${id}`;
    const [created, changed, ...others] = await listChanges(id);
    expect(others).toEqual([]);
    expect(created).toMatchObject({ event: "created", actorId: null, source: null });
    expect(changed).toMatchObject({
      before: { due_at: Date.parse("2026-01-01T00:00:00Z"), difficulty: null },
      after: { due_at: null, difficulty: 100 },
      isDuePassed: null,
    });
  });

  it("follows each statement on the required skills", async () => {
    const { organizationId } = context;
    const { id: skillId } = await database.skill.create({
      data: { organizationId, name: "Plain" },
    });
    const [row] = await insert("plain-skills");
    const id = row?.id ?? 0n;
    await database.$executeRaw`
      INSERT INTO assignment_skills (organization_id, assignment_id, skill_id, required_level)
      VALUES (${organizationId}, ${id}, ${skillId}, 4)`;
    await database.$executeRaw`UPDATE assignment_skills SET required_level = 9 WHERE assignment_id = ${id}`;
    await database.$executeRaw`UPDATE assignment_skills SET required_level = 9 WHERE assignment_id = ${id}`;
    await database.$executeRaw`DELETE FROM assignment_skills WHERE assignment_id = ${id}`;
    expect((await listChanges(id)).map(({ after }) => Object(after).required_skills)).toEqual([
      [],
      [[skillId, 4]],
      [[skillId, 9]],
      [],
    ]);
  });

  it("outlives an assignment that is deleted from its table", async () => {
    const [row] = await insert("removed");
    const id = row?.id ?? 0n;
    await database.$executeRaw`DELETE FROM assignments WHERE id = ${id}`;
    expect((await listChanges(id)).map(({ event }) => event)).toEqual(["created", "deleted"]);
  });

  it.each([
    "UPDATE assignment_changes SET created_at = now()",
    "DELETE FROM assignment_changes",
    "TRUNCATE assignment_changes CASCADE",
    "TRUNCATE assignment_skills",
    "TRUNCATE assignments CASCADE",
    "UPDATE assignments SET id = id + 1000000",
  ])("rejects %s", async (statement) => {
    await expect(database.$executeRawUnsafe(statement)).rejects.toThrow(REJECTED_BY_TRIGGER);
  });

  it("follows a statement that changes very many assignments within seconds", {
    timeout: 30_000,
  }, async () => {
    const { organizationId } = context;
    await database.$executeRaw`
      INSERT INTO assignments (organization_id, external_id, user_id, title)
      SELECT ${organizationId}, 'many-' || number, ${assigneeId}, 'Many' FROM generate_series(1, 20000) number`;
    await database.$executeRaw`
      UPDATE assignments SET difficulty = 500 WHERE organization_id = ${organizationId} AND title = 'Many'`;
    const where = {
      organizationId,
      event: "changed" as const,
      after: { equals: { difficulty: 500 } },
    };
    expect(await database.assignmentChange.count({ where })).toBe(20_000);
  });
});
