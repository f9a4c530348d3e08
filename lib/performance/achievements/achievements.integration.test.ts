import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase, type Database } from "@/lib/db/client";
import type { AssignmentInput } from "@/lib/performance/assignments/assignment-input";
import { toDifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import { toMatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { verifyOrganization } from "@/lib/performance/verification/verify-organization";
import { assertDatabaseProperty } from "@/scripts/test/property-runs";
import { runNightlyEvaluation } from "./run-nightly-evaluation";

let database: Database;

beforeAll(async () => {
  database = await connectDatabase();
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday. */
const start = Date.UTC(2026, 2, 2, 9);

/** The same organization some hours after the start. */
function addHours(context: Context, hours: number): Context {
  return { ...context, now: new Date(start + hours * HOUR) };
}

function createCompletion(
  userId: number,
  name: string | number,
  hours: number,
  fields: Partial<AssignmentInput> = {},
): AssignmentInput {
  const completedAt = new Date(start + hours * HOUR);
  return {
    externalId: `task-${name}`,
    userId,
    title: `Task ${name}`,
    dueAt: new Date(completedAt.getTime() + 2 * DAY),
    completedAt,
    difficulty: toDifficultyHundredths(900),
    skillMatch: toMatchTenThousandths(10_000),
    ...fields,
  };
}

const late = { dueAt: new Date(start - DAY) };

function createSeries(userId: number, count: number, everyHours = 1) {
  return Array.from({ length: count }, (_, index) =>
    createCompletion(userId, index, index * everyHours),
  );
}

async function listHeldBy({ organizationId }: Context, userId: number) {
  const where = { organizationId, userId };
  const milestones = await database.performanceMilestone.findMany({ where });
  const badges = await database.performanceBadge.findMany({ where: { ...where, isActive: true } });
  return {
    milestones: milestones
      .filter(({ revokedAt }) => revokedAt === null)
      .map(({ milestoneType }) => milestoneType)
      .sort(),
    badges: badges.map(({ badgeName }) => badgeName).sort(),
  };
}

async function expectSound(context: Context) {
  expect((await verifyOrganization(context)).differences).toEqual([]);
}

describe("milestones and badges", () => {
  it("reaches the same achievements when assignments come one by one, in one batch or backwards", async () => {
    const outcomes: Awaited<ReturnType<typeof listHeldBy>>[] = [];
    for (const batches of [
      createSeries(0, 30).map((one) => [one]),
      [createSeries(0, 30)],
      createSeries(0, 30)
        .map((one) => [one])
        .reverse(),
    ]) {
      const { context, userIds } = await makeOrganization(database);
      const [userId = 0] = userIds;
      const now = addHours(context, 40);
      for (const batch of batches) {
        await recordAssignmentsFor(
          now,
          batch.map((one) => ({ ...one, userId })),
        );
      }
      await expectSound(context);
      outcomes.push(await listHeldBy(context, userId));
    }
    expect(outcomes[0]).toEqual({
      milestones: [
        ...["10_tasks", "first_task", "hard_hitter", "on_time_streak_10", "on_time_streak_25"],
        ...["score_80", "score_90", "score_95"],
      ],
      badges: ["challenger", "punctual", "specialist", "swift"],
    });
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[2]).toEqual(outcomes[0]);
  });

  it("returns which milestones were reached or revoked, and the reason", async () => {
    const { context, userIds } = await makeOrganization(database);
    const [userId = 0] = userIds;
    await recordAssignmentsFor(addHours(context, 20), createSeries(userId, 9));
    const reached = await recordAssignmentsFor(addHours(context, 21), [
      createCompletion(userId, "tenth", 20),
    ]);
    expect(reached.achieved).toEqual([
      {
        userId,
        changes: ["10_tasks", "on_time_streak_10", "hard_hitter"].map((name) => ({
          kind: "milestone",
          name,
          isGain: true,
        })),
      },
    ]);
    const reopened = {
      ...createCompletion(userId, 3, 3),
      completedAt: null,
      status: "open" as const,
    };
    const undone = await recordAssignmentsFor(addHours(context, 22), [reopened]);
    expect(undone.achieved[0]?.changes.map(({ name, isGain }) => [name, isGain])).toEqual([
      ["10_tasks", false],
      ["on_time_streak_10", false],
      ["hard_hitter", false],
    ]);
    const [stored] = await database.performanceMilestone.findMany({
      where: { organizationId: context.organizationId, userId, milestoneType: "10_tasks" },
    });
    expect(stored).toMatchObject({
      revokedAt: addHours(context, 22).now,
      revokedReason: expect.stringMatching(
        /^Assignment \d+ was reopened, cancelled, deleted or reassigned, so it does not count/,
      ),
    });
    await expectSound(context);
    await recordAssignmentsFor(addHours(context, 23), [createCompletion(userId, "another", 22)]);
    expect((await listHeldBy(context, userId)).milestones).toContain("10_tasks");
    await expectSound(context);
  });

  it("keeps the assignment that reached a milestone, also where an earlier completion comes late", async () => {
    const { context, userIds } = await makeOrganization(database);
    const [userId = 0] = userIds;
    const { organizationId } = context;
    await recordAssignmentsFor(addHours(context, 20), [createCompletion(userId, "second", 10)]);
    const { ids } = await recordAssignmentsFor(addHours(context, 21), [
      createCompletion(userId, "first", 5),
    ]);
    const milestone = await database.performanceMilestone.findFirstOrThrow({
      where: { organizationId, userId, milestoneType: "first_task" },
    });
    expect(milestone).toMatchObject({
      achievedValue: 1,
      achievedAt: new Date(start + 5 * HOUR),
      achievementData: {
        value: 1,
        assignment_id: Number(ids.get("task-first")),
        entry_id: null,
        period: null,
      },
    });
    await expectSound(context);
  });

  it("revokes a badge whose rule no longer holds, and keeps when it was first earned", async () => {
    const { context, userIds } = await makeOrganization(database);
    const [userId = 0] = userIds;
    await recordAssignmentsFor(addHours(context, 30), createSeries(userId, 20));
    const where = { organizationId: context.organizationId, userId, badgeName: "punctual" };
    const first = await database.performanceBadge.findFirstOrThrow({ where });
    const lost = await recordAssignmentsFor(addHours(context, 32), [
      createCompletion(userId, "late-1", 30, late),
      createCompletion(userId, "late-2", 31, late),
    ]);
    expect(lost.achieved[0]?.changes).toContainEqual({
      kind: "badge",
      name: "punctual",
      isGain: false,
    });
    await recordAssignmentsFor(
      addHours(context, 80),
      createSeries(userId, 30).map((one, index) => ({
        ...createCompletion(userId, `more-${index}`, 40 + index),
        difficulty: one.difficulty ?? null,
      })),
    );
    const again = await database.performanceBadge.findFirstOrThrow({ where });
    expect(again).toMatchObject({ isActive: true, earnedAt: first.earnedAt });
    await expectSound(context);
  });

  it("finds a comeback where a score rose by ten points within thirty days", async () => {
    const { context, userIds } = await makeOrganization(database);
    const [userId = 0] = userIds;
    await recordAssignmentsFor(
      addHours(context, 10),
      Array.from({ length: 6 }, (_, index) =>
        createCompletion(userId, `late-${index}`, index, late),
      ),
    );
    for (let index = 0; index < 4; index += 1) {
      await recordAssignmentsFor(addHours(context, 20 + index), [
        createCompletion(userId, index, 20 + index),
      ]);
    }
    expect((await listHeldBy(context, userId)).milestones).toContain("comeback");
    await expectSound(context);
  });
});

describe("achievements that depend on time", () => {
  it("awards a week when it is over, once per local day, and revokes it with a late completion", async () => {
    const { context, userIds } = await makeOrganization(database);
    const [userId = 0] = userIds;
    await recordAssignmentsFor(addHours(context, 60), createSeries(userId, 3, 20));
    const sunday = await runNightlyEvaluation(addHours(context, 6 * 24));
    expect(sunday).toMatchObject({ isFirst: true, members: 1, achieved: [] });
    const monday = await runNightlyEvaluation(addHours(context, 7 * 24));
    expect(monday.achieved).toEqual([
      { userId, changes: [{ kind: "milestone", name: "perfect_week", isGain: true }] },
    ]);
    const again = await runNightlyEvaluation(addHours(context, 7 * 24 + 3));
    expect(again).toMatchObject({ isFirst: false, day: monday.day, achieved: [] });
    await expectSound(context);
    const { achieved } = await recordAssignmentsFor(addHours(context, 8 * 24), [
      createCompletion(userId, "forgotten", 50, late),
    ]);
    expect(achieved[0]?.changes).toContainEqual({
      kind: "milestone",
      name: "perfect_week",
      isGain: false,
    });
    await expectSound(context);
  });

  it("awards the best tenth, including ties, and revokes it when the next day changes the ranking", async () => {
    const { context, userIds } = await makeOrganization(database, { members: 10 });
    const work = userIds.flatMap((userId, place) =>
      Array.from({ length: 5 }, (_, index) =>
        createCompletion(userId, `${userId}-${index}`, index, {
          difficulty: toDifficultyHundredths(1000 - place * 50),
        }),
      ),
    );
    await recordAssignmentsFor(addHours(context, 10), work);
    const [best = 0, second = 0] = userIds;
    await runNightlyEvaluation(addHours(context, 24));
    expect((await listHeldBy(context, best)).badges).toEqual(["top_performer"]);
    expect((await listHeldBy(context, second)).badges).toEqual([]);
    await recordAssignmentsFor(addHours(context, 30), [
      createCompletion(best, "bad", 28, { ...late, difficulty: toDifficultyHundredths(0) }),
    ]);
    expect((await listHeldBy(context, best)).badges).toEqual(["top_performer"]);
    const { achieved } = await runNightlyEvaluation(addHours(context, 48));
    expect(achieved.map(({ userId }) => userId)).toEqual([best, second]);
    expect((await listHeldBy(context, second)).badges).toEqual(["top_performer"]);
    await expectSound(context);
  });

  it("awards a new rule to the members who meet it, and verify names what is missing", async () => {
    const { context, userIds } = await makeOrganization(database);
    const [userId = 0] = userIds;
    await recordAssignmentsFor(addHours(context, 30), createSeries(userId, 20));
    const held = await listHeldBy(context, userId);
    const where = { organizationId: context.organizationId, userId };
    await database.performanceMilestone.deleteMany({
      where: { ...where, milestoneType: "10_tasks" },
    });
    await database.performanceBadge.updateMany({
      where: { ...where, badgeName: "punctual" },
      data: { isActive: false },
    });
    await database.userPerformance.updateMany({ where, data: { onTimeStreak: 3 } });
    const { differences } = await verifyOrganization(context);
    expect(differences.map(({ what }) => what)).toEqual([
      "on-time streak",
      "milestone 10_tasks",
      "badge punctual",
    ]);
    await runNightlyEvaluation(addHours(context, 48));
    expect(await listHeldBy(context, userId)).toEqual(held);
    await expectSound(context);
  });
});

const step = fc.record({
  /** Hours since the step before; sometimes a whole week. */
  wait: fc.constantFrom(1, 5, 24, 24 * 7, 24 * 31),
  work: fc.array(
    fc.record({
      name: fc.nat(80),
      member: fc.constantFrom(0, 0, 0, 1),
      /** Hours since the completion; null for an open assignment. */
      hoursAgo: fc.option(fc.constantFrom(0, 0, 0, 0, 1, 2, 30, 24 * 9, 24 * 40), { freq: 8 }),
      isLate: fc.option(fc.constantFrom(false, false, false, true), { freq: 6 }),
      difficulty: fc.constantFrom(...[800, 900, 300].map(toDifficultyHundredths), null),
      skillMatch: fc.constantFrom(...[10_000, 9000, 2000].map(toMatchTenThousandths)),
    }),
    { maxLength: 8 },
  ),
  isSwept: fc.constantFrom(false, false, false, true),
});

/** Events that chance alone may leave out. */
const eventful = [0, 8, 16].map((first) => ({
  wait: 24 as const,
  work: Array.from({ length: 8 }, (_, index) => ({
    name: first + index,
    member: 0 as const,
    hoursAgo: 0,
    isLate: false,
    difficulty: toDifficultyHundredths(900),
    skillMatch: toMatchTenThousandths(9000),
  })),
  isSwept: false,
}));

describe("random histories", () => {
  it("leaves the milestones and badges of a recomputation", { timeout: 240_000 }, async () => {
    const seen = new Set<string>();
    await assertDatabaseProperty(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (history) => {
        const { context, userIds } = await makeOrganization(database, { members: 2 });
        let hours = 0;
        for (const { wait, work, isSwept } of history) {
          hours += wait;
          const now = addHours(context, hours);
          const named = new Map(work.map((given) => [given.name, given]));
          await recordAssignmentsFor(
            now,
            [...named.values()].map(({ name, member, hoursAgo, isLate, ...fields }) => {
              const userId = userIds[member] ?? 0;
              if (hoursAgo === null) {
                return {
                  ...createCompletion(userId, name, 0),
                  completedAt: null,
                  status: "open" as const,
                };
              }
              const completedAt = hours - hoursAgo;
              const dueAt = new Date(start + (completedAt + (isLate ? -1 : 30)) * HOUR);
              return createCompletion(userId, name, completedAt, {
                ...fields,
                dueAt: isLate === null ? null : dueAt,
              });
            }),
          );
          // After every step, because a full evaluation in a later step would repair it.
          await expectSound(context);
          if (isSwept) await runNightlyEvaluation(now);
        }
        const before = await Promise.all(userIds.map((userId) => listHeldBy(context, userId)));
        for (const { milestones } of before) for (const type of milestones) seen.add(type);
        const swept = await runNightlyEvaluation(addHours(context, hours + 24));
        await expectSound(context);
        // Only time and the ledger's comebacks are left for the full evaluation to find.
        const found = swept.achieved.flatMap(({ changes }) => changes.map(({ name }) => name));
        const byTime = ["perfect_week", "perfect_month", "consistent"];
        expect(found.filter((name) => !byTime.includes(name))).toEqual([]);
      }),
      { endOnFailure: true, examples: [[eventful]] },
    );
    expect([...seen].sort()).toEqual(
      expect.arrayContaining(["10_tasks", "first_task", "hard_hitter", "on_time_streak_10"]),
    );
  });
});
