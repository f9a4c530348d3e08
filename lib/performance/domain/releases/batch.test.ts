import { describe, expect, test } from "vitest";
import { buildPolicy } from "@/lib/performance/domain/testing/samples";
import { areSumsOfCompletions, buildBatch, listCountedComponents } from "./batch";
import { buildFullSums, buildPart, listNumbers } from "./testing/release-samples";

const policy = buildPolicy();
const getIds = (batch: ReturnType<typeof buildBatch>) => batch.members.map(({ userId }) => userId);

describe("a batch", () => {
  test("adds up what a member recorded in several months and teams", () => {
    const parts = [
      buildPart(1, "2024-01-10"),
      buildPart(1, "2024-02-03", { teamId: 2 }),
      ...listNumbers(2, 6).map((userId) => buildPart(userId, "2024-02-01")),
    ];
    const [member] = buildBatch(parts, policy, 5).members;
    expect(member?.sums).toEqual(buildFullSums(4));
    expect(member?.lastRecordedAt).toEqual(new Date("2024-02-03T12:00:00Z"));
  });

  test("leaves out a component that no more members have than the threshold, and keeps the members", () => {
    const parts = listNumbers(1, 7).map((userId) =>
      buildPart(userId, "2024-01-10", {
        sums: buildFullSums(2, userId < 6 ? {} : { skillRated: 0, skillMatch: 0 }),
      }),
    );
    const batch = buildBatch(parts, policy, 5);
    expect(listCountedComponents(batch)).toEqual(["onTime", "difficulty"]);
    expect(getIds(batch)).toEqual(listNumbers(1, 7));
  });

  test("leaves out the rarest component where too few members have them all", () => {
    const bare = (userId: number) => ({
      ...(userId <= 3 && { skillRated: 0, skillMatch: 0 }),
      ...(userId > 8 && { due: 0, onTime: 0 }),
    });
    const parts = listNumbers(1, 10).map((userId) =>
      buildPart(userId, "2024-01-10", { sums: buildFullSums(2, bare(userId)) }),
    );
    const batch = buildBatch(parts, policy, 5);
    expect(listCountedComponents(batch)).toEqual(["onTime", "difficulty"]);
    expect(getIds(batch)).toEqual(listNumbers(1, 8));
  });

  test("leaves out a member who lacks a component that the others have", () => {
    const parts = listNumbers(1, 7).map((userId) =>
      buildPart(userId, "2024-01-10", {
        sums: buildFullSums(2, userId === 3 ? { due: 0, onTime: 0 } : {}),
      }),
    );
    const batch = buildBatch(parts, policy, 5);
    expect(listCountedComponents(batch)).toEqual(["onTime", "skill", "difficulty"]);
    expect(getIds(batch)).toEqual([1, 2, 4, 5, 6, 7]);
  });

  test("leaves out a member with a reversal alone", () => {
    const reversal = buildFullSums(-1);
    const parts = [
      ...listNumbers(1, 6).map((userId) => buildPart(userId, "2024-01-10")),
      buildPart(7, "2024-01-10", { sums: reversal }),
    ];
    expect(getIds(buildBatch(parts, policy, 5))).toEqual(listNumbers(1, 6));
  });

  test("has no members where no component counts", () => {
    const parts = listNumbers(1, 6).map((userId) => buildPart(userId, "2024-01-10"));
    const weights = { onTime: 0, skill: 0, difficulty: 0 };
    expect(buildBatch(parts, buildPolicy({ weights }), 5).members).toEqual([]);
  });
});

describe("sums of completions", () => {
  test.each([
    ["no completion", { tasks: 0 }],
    ["more on time than due", { onTime: 3 }],
    ["more due than completed", { due: 3 }],
    ["fewer than none on time", { onTime: -1 }],
    ["a skill match above 1", { skillMatch: 20_001 }],
    ["a skill match below 0", { skillMatch: -1 }],
    ["a difficulty above 10", { difficulty: 2001 }],
    ["a difficulty without a rated completion", { difficultyRated: 0 }],
    ["more rated than completed", { skillRated: 3 }],
    ["a duration without a timed completion", { durationSeconds: 60 }],
    ["a negative duration", { timed: 1, durationSeconds: -60 }],
    ["seconds early without a due date", { due: 0, onTime: 0, earlySeconds: 60 }],
  ])("sums with %s are not those of completions", (_case, differences) => {
    expect(areSumsOfCompletions(buildFullSums(2, differences))).toBe(false);
  });

  test("sums of a completion that is late and rated 0 are those of a completion", () => {
    const late = { onTime: 0, earlySeconds: -60, skillMatch: 0, difficulty: 0 };
    expect(areSumsOfCompletions(buildFullSums(1, late))).toBe(true);
  });
});
