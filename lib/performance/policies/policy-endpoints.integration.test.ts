import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as previewRoute from "@/app/api/performance/policy/preview/route";
import * as policyRoute from "@/app/api/performance/policy/route";
import * as explanationRoute from "@/app/api/performance/user/[id]/explanation/route";
import * as historyRoute from "@/app/api/performance/user/[id]/history/route";
import * as userRoute from "@/app/api/performance/user/[id]/route";
import type { PrivacyMode } from "@/lib/context";
import { closeDatabase, connectDatabase, type Database } from "@/lib/db/client";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import { toDifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import { createMember } from "@/lib/performance/members/create-member";
import type { PolicyPreview } from "@/lib/performance/policies/schemas";
import { type Caller, makeCaller } from "@/lib/performance/testing/make-caller";
import { makeWorkingOrganization } from "@/lib/performance/testing/make-working-organization";
import { recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});
afterAll(closeDatabase);

const PUBLISHED = {
  ...{ weights: { on_time: 0.5, skill: 0.3, difficulty: 0.2 }, min_sample: 5 },
  due_rule: "latest" as const,
};
const PUNCTUAL = { weights: { on_time: 0.8766, skill: 0.1234, difficulty: 0 }, min_sample: 9 };

async function makeAdministered(teams?: Readonly<Record<string, number>>) {
  const made = await makeWorkingOrganization(database, teams);
  const { id } = await createMember(made.context, { username: "ada", role: "admin" });
  return { ...made, adminId: id, admin: await makeCaller(made.context, id) };
}

/** As a client that has read the policy in force, unless the body names a version. */
async function put(by: Caller, body: object) {
  const { body: found } = await by.call(policyRoute.GET);
  const expected_version = Object(found).current?.version ?? 1;
  return by.call(policyRoute.PUT, { body: { expected_version, ...body } });
}

async function preview(by: Caller, body: unknown, query = "") {
  const response = await by.call(previewRoute.POST, { body, query });
  return { ...response, body: response.body as PolicyPreview };
}

function listPerformances({ context }: { context: { organizationId: number } }) {
  return database.userPerformance.findMany({
    where: { organizationId: context.organizationId },
    orderBy: { userId: "asc" },
  });
}

describe("the policy", () => {
  it("starts as the published policy without an author", async () => {
    const { admin, context } = await makeAdministered({ red: 1 });
    const first = {
      version: 1,
      ...PUBLISHED,
      effective_on: toLocalDate(context.now, "Europe/Berlin"),
      created_by: null,
      created_at: context.now.toISOString(),
    };
    expect(await admin.call(policyRoute.GET)).toEqual({
      status: 200,
      body: { current: first, versions: [first] },
    });
  });

  it("changes for all members at once as the preview said, with one entry each", async () => {
    const made = await makeAdministered();
    const { admin, adminId, context, deactivatedId, managerId } = made;
    const before = await listPerformances(made);
    const foreseen = (await preview(admin, PUNCTUAL)).body;
    expect(await listPerformances(made)).toEqual(before);
    const changed = await put(admin, { ...PUNCTUAL, expected_version: 1 });
    expect(changed).toMatchObject({
      status: 200,
      body: {
        current: {
          version: 2,
          ...PUNCTUAL,
          created_by: { user_id: adminId, username: "ada", display_name: "ada" },
        },
        versions: [{ version: 2 }, { version: 1, ...PUBLISHED }],
      },
    });
    expect((await admin.call(policyRoute.GET)).body).toEqual(changed.body);
    const after = await listPerformances(made);
    expect(after.map(({ policyVersion }) => policyVersion)).toEqual(before.map(() => 2));
    expect(foreseen.policy_version).toBe(1);
    for (const { user_id: userId, before: was, after: is, score_change } of foreseen.members ??
      []) {
      const { body } = await admin.call(userRoute.GET, { params: { id: userId } });
      expect(body).toMatchObject({
        current_performance_score: is.score,
        provisional: is.provisional,
        rank: is.rank,
        policy_version: 2,
      });
      const entries = await database.performanceLog.findMany({
        where: { organizationId: context.organizationId, userId, kind: "policy" },
      });
      const toHundredths = (points: number | null) =>
        points === null ? null : Math.round(points * 100);
      expect(entries).toMatchObject([{ policyVersion: 2, actorId: adminId, assignmentId: null }]);
      expect(entries[0]?.performanceScore).toBe(toHundredths(is.score));
      expect(before.find((row) => row.userId === userId)?.score ?? null).toBe(
        toHundredths(was.score),
      );
      expect(entries[0]?.scoreChange).toBe(toHundredths(score_change));
    }
    const idle = await database.performanceLog.findMany({ where: { userId: managerId } });
    expect(idle).toMatchObject([{ kind: "policy", performanceScore: null, scoreChange: null }]);
    expect(after.find(({ userId }) => userId === deactivatedId)).toMatchObject({
      policyVersion: 2,
      isActive: false,
    });
    expect(foreseen.members?.some((row) => row.user_id === deactivatedId)).toBe(false);
    const { entries, differences } = await verifyOrganization(context);
    expect(differences).toEqual([]);
    expect(entries).toBeGreaterThan(before.length);
  });

  it("recalculates today's snapshots, and keeps those of earlier days", async () => {
    const { admin, context, userIds } = await makeAdministered({ red: 2 });
    const [userId = 0] = userIds.get("red") ?? [];
    const today = {
      externalId: "today",
      userId,
      title: "Today",
      completedAt: context.now,
      dueAt: new Date(context.now.getTime() - 1000),
      difficulty: toDifficultyHundredths(1000),
    };
    await recordAssignmentsFor(context, [today]);
    const listSnapshots = () =>
      database.performanceSnapshot.findMany({
        where: { organizationId: context.organizationId, userId },
        orderBy: { snapshotDate: "asc" },
      });
    const before = await listSnapshots();
    await put(admin, PUNCTUAL);
    const after = await listSnapshots();
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
    const [was, is] = [before.at(-1), after.at(-1)];
    expect(is?.cumulativePerformanceScore).not.toBe(was?.cumulativePerformanceScore);
    expect(is?.amendedAt).toBeInstanceOf(Date);
    expect((await verifyOrganization(context)).differences).toEqual([]);
  });

  it("explains its effect in the history, in figures that add up", async () => {
    const { admin, userIds } = await makeAdministered({ red: 3 });
    const id = userIds.get("red")?.at(1) ?? 0;
    await put(admin, PUNCTUAL);
    const history = await admin.call(historyRoute.GET, { params: { id }, query: "?limit=1" });
    const entries = history.body.entries as readonly {
      readonly score_change: number;
      readonly contributions: Readonly<Record<string, number | null>>;
    }[];
    expect(entries).toMatchObject([{ kind: "policy", assignment_id: null }]);
    const sum = Object.values(entries[0]?.contributions ?? {}).reduce<number>(
      (total, part) => total + (part ?? 0),
      0,
    );
    expect(sum).toBeCloseTo(entries[0]?.score_change ?? 0, 6);
    const explained = await admin.call(explanationRoute.GET, { params: { id } });
    expect(explained.status).toBe(200);
  });

  it("writes no new version when the draft equals the policy in force", async () => {
    const { admin, context } = await makeAdministered({ red: 2 });
    const first = await put(admin, { ...PUNCTUAL, expected_version: 1 });
    expect(await put(admin, { ...PUNCTUAL, expected_version: 1 })).toEqual(first);
    expect(await put(admin, PUNCTUAL)).toEqual(first);
    const audit = await database.auditLog.findMany({
      where: { organizationId: context.organizationId, action: "policy.update" },
    });
    expect(audit).toMatchObject([
      {
        subjectType: "organization",
        detail: { version: { from: 1, to: 2 }, policy: { from: PUBLISHED, to: PUNCTUAL } },
      },
    ]);
  });

  it("rejects a change when another version was created in between", async () => {
    const made = await makeAdministered({ red: 2 });
    await put(made.admin, PUNCTUAL);
    const before = await listPerformances(made);
    const response = await put(made.admin, { ...PUBLISHED, expected_version: 1 });
    expect(response).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(await listPerformances(made)).toEqual(before);
    expect((await put(made.admin, { ...PUBLISHED, expected_version: 2 })).body).toMatchObject({
      current: { version: 3 },
    });
  });

  it("may have all weights at zero: scores disappear, and come back with the next policy", async () => {
    const made = await makeAdministered({ red: 2 });
    const before = await listPerformances(made);
    const nothing = { weights: { on_time: 0, skill: 0, difficulty: 0 }, min_sample: 0 };
    const allowed = { ...nothing, allow_no_score: true };
    expect((await put(made.admin, allowed)).body).toMatchObject({ current: nothing });
    expect((await listPerformances(made)).map(({ score }) => score)).toEqual(
      before.map(() => null),
    );
    await put(made.admin, PUBLISHED);
    const listScores = (rows: typeof before) => rows.map(({ score }) => score);
    expect(listScores(await listPerformances(made))).toEqual(listScores(before));
    expect((await verifyOrganization(made.context)).differences).toEqual([]);
  });

  it("applies to members who are added later", async () => {
    const { admin, context } = await makeAdministered({ red: 1 });
    await put(admin, PUNCTUAL);
    const { id: userId } = await createMember(context, { username: "bo", role: "employee" });
    const work = { externalId: "bo-1", userId, title: "First", completedAt: context.now };
    await recordAssignmentsFor(context, [work]);
    const entries = await database.performanceLog.findMany({ where: { userId } });
    expect(entries).toMatchObject([{ kind: "completion", policyVersion: 2 }]);
    expect((await verifyOrganization(context)).differences).toEqual([]);
  });

  it.each([
    ["weights.skill", { weights: { ...PUBLISHED.weights, skill: 1.0001 }, min_sample: 5 }],
    ["weights.skill", { weights: { ...PUBLISHED.weights, skill: -0.1 }, min_sample: 5 }],
    ["weights.skill", { weights: { ...PUBLISHED.weights, skill: 0.12345 }, min_sample: 5 }],
    ["weights.skill", { weights: { ...PUBLISHED.weights, skill: 1e-7 }, min_sample: 5 }],
    ["weights.skill", { weights: { on_time: 0.5, difficulty: 0.5 }, min_sample: 5 }],
    ["weights.skill", { weights: { ...PUBLISHED.weights, skill: "0.3" }, min_sample: 5 }],
    ["min_sample", { weights: PUBLISHED.weights, min_sample: 2.5 }],
    ["min_sample", { weights: PUBLISHED.weights, min_sample: 100_001 }],
    ["min_sample", { weights: PUBLISHED.weights }],
    ["expected_version", { ...PUBLISHED, expected_version: 0 }],
    ["weights", { weights: { ...PUBLISHED.weights, skill: 0.2999 }, min_sample: 5 }],
    ["weights", { weights: { ...PUBLISHED.weights, skill: 0.3001 }, min_sample: 5 }],
    ["weights", { weights: { on_time: 1, skill: 0.5, difficulty: 0.5 }, min_sample: 5 }],
    ["weights", { weights: { on_time: 0, skill: 0, difficulty: 0 }, min_sample: 5 }],
    [
      "weights",
      { weights: { on_time: 0, skill: 0, difficulty: 0 }, min_sample: 5, allow_no_score: false },
    ],
    [
      "weights",
      { weights: { ...PUBLISHED.weights, skill: 0.2 }, min_sample: 5, allow_no_score: true },
    ],
    ["expected_version", { ...PUBLISHED, expected_version: undefined }],
    ["weights.luck", { weights: { ...PUBLISHED.weights, luck: 1 }, min_sample: 5 }],
    ["version", { ...PUBLISHED, version: 7 }],
  ])("rejects %s in %j", async (name, body) => {
    const { admin } = await makeAdministered({ red: 1 });
    const response = await put(admin, body);
    expect(response.body).toMatchObject({ status: 400, invalid_params: [{ name }] });
    expect((await admin.call(policyRoute.GET)).body).toMatchObject({ current: { version: 1 } });
  });

  it("keeps weights of four decimals exactly", async () => {
    const { admin } = await makeAdministered({ red: 1 });
    for (const [on_time, skill, difficulty] of [
      [0.1, 0.7, 0.2],
      [0.57, 0.2873, 0.1427],
      [0.0001, 0.3333, 0.6666],
      [1, 0, 0],
    ]) {
      const body = { weights: { on_time, skill, difficulty }, min_sample: 100_000 };
      expect((await put(admin, body)).body).toMatchObject({ current: body });
    }
  });

  it("lets only administrators read, preview and change the policy of their own organization", async () => {
    const { context, as: _, managerId, userIds, ...made } = await makeAdministered({ red: 1 });
    const other = await makeAdministered({ red: 1 });
    const [employeeId = 0] = userIds.get("red") ?? [];
    const callers = [
      await makeCaller(context, managerId),
      await makeCaller(context, employeeId),
      await makeCaller(context, made.adminId, ["self:read", "team:read"]),
    ];
    for (const caller of callers) {
      expect((await caller.call(policyRoute.GET)).status).toBe(403);
      expect((await put(caller, PUNCTUAL)).status).toBe(403);
      expect((await preview(caller, PUNCTUAL)).status).toBe(403);
    }
    await put(made.admin, PUNCTUAL);
    expect((await other.admin.call(policyRoute.GET)).body).toMatchObject({
      current: { version: 1 },
    });
  });
});

describe("the preview of a policy", () => {
  it("lists members page by page in the new ranking order", async () => {
    const { admin } = await makeAdministered();
    const { body: whole } = await preview(admin, PUNCTUAL);
    expect(whole.members).toHaveLength(whole.total_members);
    expect(whole.next_cursor).toBeNull();
    const ranks = whole.members?.flatMap(({ after }) => after.rank ?? []) ?? [];
    expect(ranks).toEqual([...ranks].sort((left, right) => left - right));
    expect(ranks).toHaveLength(whole.after.ranked_members ?? 0);
    const pages: NonNullable<PolicyPreview["members"]> = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: string = cursor === "" ? "?limit=4" : `?limit=4&cursor=${cursor}`;
      const { body } = await preview(admin, PUNCTUAL, query);
      pages.push(...(body.members ?? []));
      cursor = body.next_cursor;
    }
    expect(pages).toEqual(whole.members);
    expect((await preview(admin, PUNCTUAL, "?cursor=7")).status).toBe(400);
  });

  it("records an access that all members of the organization can see", async () => {
    const { admin, adminId, context } = await makeAdministered({ red: 2 });
    await preview(admin, PUNCTUAL);
    await preview(admin, PUBLISHED);
    const records = await database.accessRecord.findMany({ where: { viewerId: adminId } });
    expect(records).toMatchObject([
      {
        surface: "policy_preview",
        subjectType: "organization",
        subjectId: context.organizationId,
      },
    ]);
  });

  async function previewIn(privacyMode: PrivacyMode, draft: unknown) {
    const made = await makeAdministered();
    await database.organization.update({
      where: { id: made.context.organizationId },
      data: { privacyMode },
    });
    return { ...made, ...(await preview(made.admin, draft)) };
  }

  it("shows aliases instead of names where the organization is pseudonymous", async () => {
    const { adminId, body } = await previewIn("pseudonymous", PUNCTUAL);
    for (const { user_id: userId, username, display_name: displayName } of body.members ?? []) {
      const expected = userId === adminId ? /^ada$/ : /^member-[0-9a-f]{8,}$/;
      expect(username).toMatch(expected);
      expect(displayName).toBe(username);
    }
    expect(body.members).toHaveLength(body.total_members);
  });

  it("shows no members, no counts and no means where the organization shows aggregates only", async () => {
    const { body } = await previewIn("aggregate", PUNCTUAL);
    const hidden = { rated_members: null, ranked_members: null, average_score: null };
    expect(body).toMatchObject({
      members: null,
      next_cursor: null,
      before: hidden,
      after: hidden,
    });
  });
});
