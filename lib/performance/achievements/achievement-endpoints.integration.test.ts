import { beforeAll, describe, expect, it } from "vitest";
import * as reopenRoute from "@/app/api/performance/assignments/[id]/reopen/route";
import * as badgesRoute from "@/app/api/performance/user/[id]/badges/route";
import * as milestonesRoute from "@/app/api/performance/user/[id]/milestones/route";
import type { PersonContext, PrivacyMode } from "@/lib/context";
import { connectDatabase, type Database } from "@/lib/db/client";
import { userBadges, userMilestones } from "@/lib/performance/achievements/schemas";
import { toDifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import { toMatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import { getUserPerformanceHistory } from "@/lib/performance/history/get-user-performance-history";
import { createMember } from "@/lib/performance/members/create-member";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeCaller } from "@/lib/performance/testing/make-caller";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { getUserBadges } from "./get-user-badges";
import { getUserMilestones } from "./get-user-milestones";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});

/** A member with nine completions, all on time, hard and well matched, and the people who request them. */
async function makeStudio() {
  const { context, userIds } = await makeOrganization(database, { members: 2 });
  const [userId = 0, colleagueId = 0] = userIds;
  const dueAt = new Date(context.now.getTime() + 86_400_000);
  const fields = {
    dueAt,
    difficulty: toDifficultyHundredths(900),
    skillMatch: toMatchTenThousandths(9500),
  };
  const { ids } = await recordAssignmentsFor(
    context,
    createCompletions(context, userId, 9, fields),
  );
  const manager = await createMember(context, { username: "manager", role: "manager" });
  const admin = await createMember(context, { username: "admin", role: "admin" });
  return { context, userId, colleagueId, ids, managerId: manager.id, adminId: admin.id };
}

describe("a member's milestones and badges", () => {
  it("returns the published models, with the progress of those not reached", async () => {
    const { context, userId } = await makeStudio();
    const { call } = await makeCaller(context, userId);
    const milestones = await call(milestonesRoute.GET, { params: { id: userId } });
    expect(milestones.status).toBe(200);
    const { milestones: reached, progress } = userMilestones.parse(milestones.body);
    expect(reached.map((one) => one.milestone_type).sort()).toEqual([
      ...["first_task", "score_80", "score_90", "score_95"],
    ]);
    expect(reached.find((one) => one.milestone_type === "score_95")).toMatchObject({
      user_id: userId,
      milestone_name: "Score of 95",
      // 100 · (0.5 · 1 + 0.3 · 0.95 + 0.2 · 0.9)
      achieved_value: 96.5,
      achievement_data: { value: 96.5, period: null, entry_id: expect.any(Number) },
      revoked_at: null,
      revoked_by: null,
    });
    const history = await getUserPerformanceHistory(context, { userId });
    const toRow = new Map(history.entries.map((entry) => [entry.id, entry]));
    for (const { entry_id: entryId, achievement_data: data } of reached) {
      const row = toRow.get(entryId ?? 0);
      expect(row?.assignment_id).toBe(data.assignment_id);
      expect([null, entryId]).toContain(data.entry_id);
    }
    expect(progress).toContainEqual(
      expect.objectContaining({ milestone_type: "10_tasks", value: 9, threshold: 10 }),
    );
    expect(progress).toContainEqual(
      expect.objectContaining({ milestone_type: "comeback", value: 0, threshold: 10 }),
    );
    const badges = await call(badgesRoute.GET, { params: { id: userId } });
    const shown = userBadges.parse(badges.body);
    expect(shown.badges).toEqual([]);
    expect(shown.progress.find((one) => one.badge_name === "punctual")).toMatchObject({
      ...{ criteria_value: 0.95, value: 1, evidence: 9, required_evidence: 20 },
      ...{ shortfall: 0, perfect_completions: 11, share: 0.45 },
    });
  });

  it("explains what was revoked and why, also in the response of the write that revoked it and of its repetition", async () => {
    const { context, userId, ids, adminId } = await makeStudio();
    const admin = await makeCaller(context, adminId);
    for (let place = 0; place < 8; place += 1) {
      const id = Number(ids.get(`work-${userId}-${place}`));
      await admin.call(reopenRoute.POST, { params: { id }, body: {} });
    }
    const id = Number(ids.get(`work-${userId}-8`));
    const undone = await admin.call(reopenRoute.POST, { params: { id }, body: {} });
    expect(undone.body).toMatchObject({ milestones: { gained: [], lost: ["first_task"] } });
    expect(await admin.call(reopenRoute.POST, { params: { id }, body: {} })).toEqual(undone);
    const { body } = await admin.call(milestonesRoute.GET, { params: { id: userId } });
    const { milestones, progress } = userMilestones.parse(body);
    expect(milestones.find((one) => one.milestone_type === "first_task")).toMatchObject({
      revoked_at: expect.any(String),
      revoked_reason: expect.stringContaining(`Assignment ${id} was reopened`),
      revoked_by: { kind: "reversal", entry_id: expect.any(Number) },
    });
    const { entries } = await getUserPerformanceHistory(context, { userId, limit: 1 });
    expect(milestones[0]?.revoked_by?.entry_id).toBe(entries[0]?.id);
    expect(progress.map((one) => one.milestone_type)).toContain("first_task");
  });

  it("shows achievements to the member and those who see the team, and records the access", async () => {
    const { context, userId, colleagueId, managerId } = await makeStudio();
    const colleague = await makeCaller(context, colleagueId);
    const manager = await makeCaller(context, managerId);
    for (const { GET } of [milestonesRoute, badgesRoute]) {
      expect((await colleague.call(GET, { params: { id: userId } })).status).toBe(403);
      expect((await colleague.call(GET, { params: { id: 2_147_483_647 } })).status).toBe(403);
      expect((await manager.call(GET, { params: { id: 2_147_483_647 } })).status).toBe(404);
      expect((await manager.call(GET, { params: { id: userId } })).status).toBe(200);
      const unknown = { params: { id: userId }, query: "?days=3" };
      expect((await manager.call(GET, unknown)).status).toBe(400);
    }
    const looks = await database.accessRecord.findMany({
      where: { organizationId: context.organizationId, subjectId: userId, viewerId: managerId },
    });
    expect(looks.map(({ surface }) => surface).sort()).toEqual(["badges", "milestones"]);
  });

  it("hides other members' achievements where only aggregates are shown, and ranks where ranks are hidden", async () => {
    const { context, userId, managerId } = await makeStudio();
    const actAsManager = (privacyMode: PrivacyMode): PersonContext =>
      actAs(context, { userId: managerId, role: "manager", privacyMode });
    const aggregate = actAsManager("aggregate");
    await expect(getUserMilestones(aggregate, { userId })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(getUserBadges(aggregate, { userId })).rejects.toMatchObject({
      code: "forbidden",
    });
    const findRank = async (viewer: PersonContext) =>
      (await getUserBadges(viewer, { userId })).progress.find(
        ({ badge_name: name }) => name === "top_performer",
      );
    expect(await findRank(actAsManager("named"))).toMatchObject({ value: 1, evidence: 1 });
    const own = actAs(context, { userId });
    expect(await findRank(own)).toMatchObject({ value: null, evidence: null, share: null });
    const letSee = { ...own.organization, employeeLeaderboard: true };
    expect(await findRank({ ...own, organization: letSee })).toMatchObject({ value: 1 });
  });
});
