import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase } from "@/lib/db/client";
import {
  logsQuery,
  type PerformanceLog,
  performanceLogs,
} from "@/lib/performance/history/log-schemas";
import { userSnapshots } from "@/lib/performance/history/snapshot-schemas";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { getPerformanceLogs } from "./get-performance-logs";
import { getUserPerformanceHistory } from "./get-user-performance-history";
import { getUserSnapshots } from "./get-user-snapshots";

let context: Context;
let [first, second, manager]: [number, number, number] = [0, 0, 0];
let foreign: Context;
let foreigner = 0;

beforeAll(async () => {
  const database = await connectDatabase();
  const made = await makeOrganization(database, { members: 3 });
  context = made.context;
  [first = 0, second = 0, manager = 0] = made.userIds;
  await recordAssignmentsFor(context, [
    ...createCompletions(context, first, 23),
    ...createCompletions(context, second, 10),
  ]);
  const other = await makeOrganization(database, { members: 1 });
  foreign = other.context;
  [foreigner = 0] = other.userIds;
  await recordAssignmentsFor(
    foreign,
    createCompletions(foreign, foreigner, 3, { title: "canary" }),
  );
});

function getLogs(viewer: Context, query: Record<string, string> = {}) {
  return getPerformanceLogs(viewer, logsQuery.parse(query));
}

const actAsManager = () => actAs(context, { userId: manager, role: "manager" });
const seedKeys = [
  ...["id", "user_id", "assignment_id", "tasks_completed", "on_time_ratio", "skill_accuracy"],
  ...["difficulty_factor", "avg_completion_time", "avg_completion_speed", "performance_score"],
  ...["score_change", "created_at"],
];

describe("the performance logs", () => {
  it("returns the shape of the seed's example and whole rows of its model", async () => {
    const page = performanceLogs.parse(await getLogs(actAsManager()));
    expect(page).toMatchObject({ total: 33, pages: 1, current_page: 1, next_cursor: null });
    for (const row of page.logs) expect(Object.keys(row)).toEqual(expect.arrayContaining(seedKeys));
    expect(JSON.stringify(page)).not.toContain("canary");
  });

  it.each(["late", "moved"] as const)(
    "returns the completions that are %s as the history does",
    async (only) => {
      const query = { user_id: String(first), only };
      const page = performanceLogs.parse(await getLogs(actAsManager(), query));
      const history = await getUserPerformanceHistory(actAsManager(), { userId: first, only });
      const list = (entries: readonly Pick<PerformanceLog, "id" | "work">[]) =>
        entries.map(({ id, work }) => ({ id, work }));
      expect(list(page.logs)).toEqual(list(history.entries));
      expect(page.total).toBe(history.total_entries);
      expect(page.total).toBe(only === "late" ? 6 : 0);
      const ofAll = await getLogs(actAsManager(), { only });
      expect(ofAll.total).toBe(only === "late" ? 9 : 0);
      for (const { work } of ofAll.logs) expect(work).toMatchObject({ on_time: false });
    },
  );

  it("returns the same entries for a member as their history", async () => {
    const page = await getLogs(actAsManager(), { user_id: String(first) });
    const history = await getUserPerformanceHistory(actAsManager(), { userId: first });
    expect(page.total).toBe(history.total_entries);
    expect(
      page.logs.map(({ user_id, username: _name, display_name: _shown, ...row }) => {
        expect(user_id).toBe(first);
        return row;
      }),
    ).toEqual(
      // Contests belong to the member, not to the ledger.
      history.entries.map(({ contest: _contest, contestable: _may, ...entry }) => entry),
    );
  });

  it("returns the same entries by page and by cursor, each once", async () => {
    const paged: unknown[] = [];
    for (let page = 1; page <= 4; page += 1) {
      const response = await getLogs(actAsManager(), { page: String(page), per_page: "10" });
      expect(response).toMatchObject({ total: 33, pages: 4, current_page: page });
      paged.push(...response.logs);
    }
    const followed: unknown[] = [];
    let { logs: rows, next_cursor: cursor } = await getLogs(actAsManager(), { per_page: "10" });
    followed.push(...rows);
    while (cursor !== null) {
      const response = await getLogs(actAsManager(), { per_page: "10", cursor });
      expect(response).toMatchObject({ total: null, pages: null, current_page: null });
      ({ logs: rows, next_cursor: cursor } = response);
      followed.push(...rows);
    }
    expect(paged).toHaveLength(33);
    expect(followed).toEqual(paged);
    expect(await getLogs(actAsManager(), { page: "5", per_page: "10" })).toMatchObject({
      logs: [],
    });
  });

  it("lists the oldest entries first on request, by page and by cursor", async () => {
    const newestFirst = (await getLogs(actAsManager())).logs.map(({ id }) => id);
    const oldest = { sort: "created_at", per_page: "10" };
    const paged: unknown[] = [];
    const followed: unknown[] = [];
    let cursor: string | null = null;
    for (let page = 1; page <= 4; page += 1) {
      const byPage = await getLogs(actAsManager(), { ...oldest, page: String(page) });
      const byCursor = await getLogs(
        actAsManager(),
        cursor === null ? oldest : { ...oldest, cursor },
      );
      paged.push(...byPage.logs.map(({ id }) => id));
      followed.push(...byCursor.logs.map(({ id }) => id));
      cursor = byCursor.next_cursor;
    }
    expect(cursor).toBeNull();
    expect(paged).toEqual(newestFirst.toReversed());
    expect(followed).toEqual(paged);
  });

  it("filters the logs by kind and by whole local days", async () => {
    await recordAssignmentsFor(context, [
      ...createCompletions(context, second, 1, {
        externalId: `work-${second}-9`,
        status: "open",
        completedAt: null,
      }),
    ]);
    const reversals = await getLogs(actAsManager(), { kind: "reversal" });
    expect(reversals.logs.map(({ kind, user_id }) => [kind, user_id])).toEqual([
      ["reversal", second],
    ]);
    const { snapshots } = userSnapshots.parse(
      await getUserSnapshots(actAsManager(), { userId: first }),
    );
    for (const { date, tasks_completed_today: tasks } of snapshots) {
      const day = { user_id: String(first), from: date, to: date };
      expect((await getLogs(actAsManager(), day)).total).toBe(tasks);
    }
  });

  it("points to the cursor where a page is too far in", async () => {
    const deepest = { page: "500", per_page: "100" };
    expect(await getLogs(actAsManager(), deepest)).toMatchObject({ logs: [] });
    await expect(getLogs(actAsManager(), { ...deepest, page: "501" })).rejects.toMatchObject({
      code: "invalid_request",
      invalidParams: [{ name: "page", reason: expect.stringContaining("cursor") }],
    });
  });

  it.each([
    [{ cursor: "x" }, "cursor"],
    [{ cursor: "'; DROP TABLE users; --" }, "cursor"],
    [{ cursor: "1_1", page: "1" }, "cursor"],
    [{ from: "2026-05-02", to: "2026-05-01" }, "to"],
  ])("rejects %j by name", async (query, name) => {
    await expect(getLogs(actAsManager(), query)).rejects.toMatchObject({
      code: "invalid_request",
      invalidParams: [{ name }],
    });
  });

  it.each([
    { page: "0" },
    { per_page: "101" },
    { from: "2026-02-30" },
    { to: "0001-01-01" },
    { to: "2026-05-01T00:00:00Z" },
    { kind: "all" },
    { user_id: "1 OR 1=1" },
    { cursor: "" },
  ])("rejects values that are out of range: %j", (query) => {
    expect(logsQuery.safeParse(query).success).toBe(false);
  });

  it.each(["0_zzzzzzzzzz", "-9zzzzzzz_1", "0_0"])(
    "rejects a cursor of no page (%s)",
    async (cursor) => {
      expect(performanceLogs.safeParse(await getLogs(actAsManager(), { cursor })).success).toBe(
        true,
      );
    },
  );
});

describe("access to the performance logs", () => {
  it("shows the whole ledger to members who may see it, and to others their own entries", async () => {
    const employee = actAs(context, { userId: first });
    const lead = actAs(context, { userId: first, role: "team_lead", leadScope: "organization" });
    expect((await getLogs(employee, { user_id: String(first) })).total).toBe(23);
    for (const viewer of [employee, lead]) {
      for (const query of [{}, { user_id: String(second) }, { user_id: "2147483647" }]) {
        await expect(getLogs(viewer, query)).rejects.toMatchObject({ code: "forbidden" });
      }
    }
    const token = actAs(context, { userId: manager, role: "manager", scopes: ["logs:read"] });
    expect((await getLogs(token, { user_id: String(first) })).total).toBe(23);
  });

  it("returns the same not_found for another organization's member and for an absent one", async () => {
    const errors = await Promise.all(
      [foreigner, 2_147_483_647].map((userId) =>
        getLogs(actAsManager(), { user_id: String(userId) }).catch((error: unknown) => error),
      ),
    );
    expect(errors[0]).toMatchObject({ code: "not_found" });
    expect(errors[1]).toEqual(errors[0]);
  });

  it("shows aliases and no titles where the organization is pseudonymous", async () => {
    const viewer = actAs(context, {
      userId: manager,
      role: "manager",
      privacyMode: "pseudonymous",
    });
    for (const row of (await getLogs(viewer)).logs) {
      expect(row.assignment_title).toBeNull();
      expect(row.username).toMatch(/^member-[0-9a-f]{16}$/);
    }
  });

  it("shows members their own entries alone where the organization shows aggregates only", async () => {
    const viewer = actAs(context, { userId: second, role: "manager", privacyMode: "aggregate" });
    await expect(getLogs(viewer)).rejects.toMatchObject({ code: "forbidden" });
    const other = { user_id: String(first) };
    await expect(getLogs(viewer, other)).rejects.toMatchObject({ code: "forbidden" });
    expect((await getLogs(viewer, { user_id: String(second) })).total).toBe(11);
  });
});
