import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase } from "@/lib/db/client";
import { assignmentList, assignmentsQuery } from "@/lib/performance/assignments/schemas";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { listVisibleAssignments } from "./list-visible-assignments";

let context: Context;
let [mate, outsider, lead]: [number, number, number] = [0, 0, 0];
let teamId = 0;

beforeAll(async () => {
  const database = await connectDatabase();
  const made = await makeOrganization(database, { members: 3 });
  context = made.context;
  [mate = 0, outsider = 0, lead = 0] = made.userIds;
  const { organizationId, now } = context;
  const team = await database.team.create({
    data: { organizationId, name: "Team", createdAt: now },
  });
  teamId = team.id;
  await database.user.updateMany({
    where: { organizationId, id: { in: [mate, lead] } },
    data: { teamId },
  });
  const open = { status: "open", completedAt: null } as const;
  await recordAssignmentsFor(context, [
    ...createCompletions(context, mate, 6),
    ...createCompletions(context, mate, 1, {
      ...open,
      externalId: "overdue",
      dueAt: new Date(now.getTime() - 1000),
    }),
    ...createCompletions(context, mate, 1, {
      ...open,
      externalId: "upcoming",
      dueAt: new Date(now.getTime() + 1000),
    }),
    ...createCompletions(context, mate, 1, { ...open, externalId: "some-day", dueAt: null }),
    ...createCompletions(context, outsider, 4),
  ]);
});

async function list(viewer: Context, query: Record<string, string> = {}) {
  return assignmentList.parse(await listVisibleAssignments(viewer, assignmentsQuery.parse(query)));
}

const listIds = ({ assignments }: Awaited<ReturnType<typeof list>>) =>
  assignments.map(({ external_id }) => external_id);

async function listInPagesOf(limit: string, query: Record<string, string>) {
  const found: (string | null)[] = [];
  let cursor: string | null = null;
  do {
    const next: Record<string, string> = cursor === null ? {} : { cursor };
    const page: Awaited<ReturnType<typeof list>> = await list(context, {
      ...query,
      limit,
      ...next,
    });
    found.push(...listIds(page));
    cursor = page.next_cursor;
  } while (cursor !== null);
  return found;
}

const actAsLead = () => actAs(context, { userId: lead, role: "team_lead", teamId });

describe("listing assignments", () => {
  it("returns every field, with the fact of a completed assignment", async () => {
    const { assignments } = await list(context, { user_id: String(mate), status: "completed" });
    expect(assignments).toHaveLength(6);
    expect(assignments[0]).toMatchObject({
      external_id: `work-${mate}-5`,
      title: `Task 5 of ${mate}`,
      difficulty: 6.5,
      skill_match: 0.8499,
      overdue: false,
      fact: { on_time: true, skill_match: 0.8499, difficulty: 6.5, duration_seconds: 25_200 },
    });
  });

  it("filters assignments by status and by being overdue", async () => {
    const user = { user_id: String(mate) };
    expect(listIds(await list(context, { ...user, overdue: "true" }))).toEqual(["overdue"]);
    expect(listIds(await list(context, { ...user, overdue: "false", status: "open" }))).toEqual([
      "some-day",
      "upcoming",
    ]);
    expect((await list(context, { ...user, overdue: "false" })).assignments).toHaveLength(8);
    expect(listIds(await list(context, { ...user, status: "cancelled" }))).toEqual([]);
  });

  it("pages through assignments without leaving any out or repeating any", async () => {
    const found = await listInPagesOf("4", {});
    expect(found).toHaveLength(13);
    expect(new Set(found).size).toBe(13);
  });

  it.each([
    ["due", ["overdue", "upcoming", "some-day"]],
    ["recorded", ["some-day", "upcoming", "overdue"]],
  ] as const)("lists open assignments in the order %s, page by page", async (order, expected) => {
    const query = { user_id: String(mate), status: "open", order };
    expect(listIds(await list(context, query))).toEqual(expected);
    expect(await listInPagesOf("1", query)).toEqual(expected);
  });

  it("lists assignments by completion, newest first, page by page, with those not completed last", async () => {
    const query = { user_id: String(mate), order: "completed" };
    const completed = [5, 4, 3, 2, 1, 0].map((number) => `work-${mate}-${number}`);
    const expected = [...completed, "some-day", "upcoming", "overdue"];
    expect(listIds(await list(context, query))).toEqual(expected);
    for (const limit of ["1", "4"]) expect(await listInPagesOf(limit, query)).toEqual(expected);
  });

  it("shows a lead the assignments of their team and no others", async () => {
    const { assignments } = await list(actAsLead());
    expect(new Set(assignments.map(({ user_id }) => user_id))).toEqual(new Set([mate]));
    expect(assignments).toHaveLength(9);
    const other = { user_id: String(outsider) };
    await expect(list(actAsLead(), other)).rejects.toMatchObject({ code: "not_found" });
    const lost = actAs(context, { userId: lead, role: "team_lead" });
    expect((await list(lost)).assignments).toEqual([]);
  });

  it("lets a manager filter by team, but not together with a member, nor by a team out of sight", async () => {
    const manager = actAs(context, { userId: outsider, role: "manager" });
    const team = { team_id: String(teamId) };
    const found = listIds(await list(manager, team));
    expect(found).toHaveLength(9);
    expect(found).toEqual(listIds(await list(manager, { user_id: String(mate) })));
    expect(await listInPagesOf("4", team)).toEqual(found);
    expect(listIds(await list(actAsLead(), team))).toEqual(found);
    const { database, organizationId, now } = context;
    const other = await database.team.create({
      data: { organizationId, name: "Other", createdAt: now },
    });
    expect((await list(manager, { team_id: String(other.id) })).assignments).toEqual([]);
    await expect(list(actAsLead(), { team_id: String(other.id) })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(list(manager, { team_id: "2147483647" })).rejects.toMatchObject({
      code: "not_found",
    });
    const looks = await database.accessRecord.findMany({
      where: { organizationId, viewerId: outsider, surface: "assignments" },
    });
    expect(looks.map(({ subjectType, subjectId }) => [subjectType, subjectId])).toContainEqual([
      "team",
      teamId,
    ]);
    await expect(list(actAs(context, { userId: mate }), team)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(list(manager, { ...team, user_id: String(mate) })).rejects.toMatchObject({
      code: "invalid_request",
      invalidParams: [{ name: "team_id" }],
    });
  });

  it("shows an employee their own assignments alone", async () => {
    const employee = actAs(context, { userId: mate });
    expect((await list(employee, { user_id: String(mate) })).assignments).toHaveLength(9);
    await expect(list(employee)).rejects.toMatchObject({ code: "forbidden" });
    const other = { user_id: String(outsider) };
    await expect(list(employee, other)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("hides the text of other members' assignments where the organization is pseudonymous", async () => {
    const viewer = actAs(context, { userId: lead, role: "manager", privacyMode: "pseudonymous" });
    for (const assignment of (await list(viewer)).assignments) {
      expect(assignment).toMatchObject({ external_id: null, title: null, project: null });
      expect(assignment.username).toMatch(/^member-[0-9a-f]{16}$/);
    }
  });

  it("hides other members' assignments where the organization shows aggregates only", async () => {
    const viewer = actAs(context, { userId: mate, role: "manager", privacyMode: "aggregate" });
    await expect(list(viewer)).rejects.toMatchObject({ code: "forbidden" });
    const other = { user_id: String(outsider) };
    await expect(list(viewer, other)).rejects.toMatchObject({ code: "forbidden" });
    expect((await list(viewer, { user_id: String(mate) })).assignments).toHaveLength(9);
  });

  it.each([
    ["!", "recorded"],
    ["1_1", "recorded"],
    ["zzzzzzzzzzz", "recorded"],
    ["-1", "recorded"],
    ["_1", "due"],
    ["zzzzzzzzz_1", "due"],
    ["1_", "completed"],
  ])("rejects the made-up cursor %j of the order %s", async (cursor, order) => {
    await expect(list(context, { cursor, order })).rejects.toMatchObject({
      code: "invalid_request",
      invalidParams: [{ name: "cursor" }],
    });
  });
});
