import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase } from "@/lib/db/client";
import { assignmentList, assignmentsQuery } from "@/lib/performance/schemas/assignments";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { completedWork, recordWork } from "@/lib/performance/testing/record-work";
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
  await recordWork(context, [
    ...completedWork(context, mate, 6),
    ...completedWork(context, mate, 1, {
      ...open,
      externalId: "overdue",
      dueAt: new Date(now.getTime() - 1000),
    }),
    ...completedWork(context, mate, 1, {
      ...open,
      externalId: "upcoming",
      dueAt: new Date(now.getTime() + 1000),
    }),
    ...completedWork(context, mate, 1, { ...open, externalId: "some-day", dueAt: null }),
    ...completedWork(context, outsider, 4),
  ]);
});

async function list(viewer: Context, query: Record<string, string> = {}) {
  return assignmentList.parse(await listVisibleAssignments(viewer, assignmentsQuery.parse(query)));
}

const ids = ({ assignments }: Awaited<ReturnType<typeof list>>) =>
  assignments.map(({ external_id }) => external_id);
const asLead = () => actAs(context, { userId: lead, role: "team_lead", teamId });

describe("assignments", () => {
  it("come whole, with the fact of what was completed", async () => {
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

  it("are filtered by status and by being overdue", async () => {
    const user = { user_id: String(mate) };
    expect(ids(await list(context, { ...user, overdue: "true" }))).toEqual(["overdue"]);
    expect(ids(await list(context, { ...user, overdue: "false", status: "open" }))).toEqual([
      "some-day",
      "upcoming",
    ]);
    expect((await list(context, { ...user, overdue: "false" })).assignments).toHaveLength(8);
    expect(ids(await list(context, { ...user, status: "cancelled" }))).toEqual([]);
  });

  it("come in pages that leave none out and none twice", async () => {
    const found: (string | null)[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(context, {
        limit: "4",
        ...(cursor === null ? {} : { cursor }),
      });
      found.push(...ids(page));
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(found).toHaveLength(13);
    expect(new Set(found).size).toBe(13);
  });

  it("of one's team are a lead's to see, and no others", async () => {
    const { assignments } = await list(asLead());
    expect(new Set(assignments.map(({ user_id }) => user_id))).toEqual(new Set([mate]));
    expect(assignments).toHaveLength(9);
    const other = { user_id: String(outsider) };
    await expect(list(asLead(), other)).rejects.toMatchObject({ code: "not_found" });
    const lost = actAs(context, { userId: lead, role: "team_lead" });
    expect((await list(lost)).assignments).toEqual([]);
  });

  it("are one's own alone for an employee", async () => {
    const employee = actAs(context, { userId: mate });
    expect((await list(employee, { user_id: String(mate) })).assignments).toHaveLength(9);
    await expect(list(employee)).rejects.toMatchObject({ code: "forbidden" });
    const other = { user_id: String(outsider) };
    await expect(list(employee, other)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("carry no text about others where the organization is pseudonymous", async () => {
    const viewer = actAs(context, { userId: lead, role: "manager", privacyMode: "pseudonymous" });
    for (const assignment of (await list(viewer)).assignments) {
      expect(assignment).toMatchObject({ external_id: null, title: null, project: null });
      expect(assignment.username).toMatch(/^member-[0-9a-f]{16}$/);
    }
  });

  it("are nobody else's where it shows aggregates only", async () => {
    const viewer = actAs(context, { userId: mate, role: "manager", privacyMode: "aggregate" });
    await expect(list(viewer)).rejects.toMatchObject({ code: "forbidden" });
    const other = { user_id: String(outsider) };
    await expect(list(viewer, other)).rejects.toMatchObject({ code: "forbidden" });
    expect((await list(viewer, { user_id: String(mate) })).assignments).toHaveLength(9);
  });

  it.each(["!", "1_1", "zzzzzzzzzzz", "-1"])("refuse the made-up cursor %j", async (cursor) => {
    await expect(list(context, { cursor })).rejects.toMatchObject({
      code: "invalid_request",
      invalidParams: [{ name: "cursor" }],
    });
  });
});
