import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sums } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildSums } from "@/lib/performance/domain/testing/samples";
import { BADGE_RULES, type BadgeEvidence, type BadgeName } from "./badge-rules";
import { compareBadges, evaluateBadges } from "./badges";

const NOTHING: BadgeEvidence = {
  sums: buildSums(),
  weeklyScores: [],
  rank: null,
  rankedMembers: 0,
};

function judge(name: BadgeName, evidence: Partial<BadgeEvidence>) {
  const standing = evaluateBadges({ ...NOTHING, ...evidence }).find((badge) => badge.name === name);
  if (standing === undefined) throw new Error(`There is no badge ${name}.`);
  return standing;
}

test("every badge has its own name, and its words", () => {
  expect(new Set(BADGE_RULES.map(({ name }) => name)).size).toBe(BADGE_RULES.length);
  for (const { title, description, icon, criteria } of BADGE_RULES) {
    expect([title, description, icon, criteria].every((text) => text.length > 0)).toBe(true);
  }
});

test("without evidence no badge is held, and all of the way is ahead", () => {
  for (const { isActive, value, progress } of evaluateBadges(NOTHING)) {
    expect(isActive).toBe(false);
    expect(value).toBeNull();
    expect(progress).toMatchObject({ evidence: 0, shortfall: null, share: 0 });
  }
});

test.each([
  [{ due: 20, onTime: 19 }, true],
  [{ due: 20, onTime: 18 }, false],
  [{ due: 19, onTime: 19 }, false],
  [{ due: 100_000, onTime: 94_999 }, false],
])("with %j punctual is %s", (total, isActive) => {
  expect(judge("punctual", { sums: buildSums(total) }).isActive).toBe(isActive);
});

test.each([
  ["specialist", { skillRated: 20, skillMatch: 180_000 }, true],
  ["specialist", { skillRated: 20, skillMatch: 179_999 }, false],
  ["challenger", { difficultyRated: 20, difficulty: 14_000 }, true],
  ["challenger", { difficultyRated: 20, difficulty: 13_999 }, false],
  ["swift", { due: 20, earlySeconds: 20 * 86_400 }, true],
  ["swift", { due: 20, earlySeconds: 20 * 86_400 - 1 }, false],
  ["swift", { due: 19, earlySeconds: 99 * 86_400 }, false],
] as const)("%s with %j is %s", (name, total, isActive) => {
  expect(judge(name, { sums: buildSums(total) }).isActive).toBe(isActive);
});

test("a value that only looks like the criterion says that a step is missing", () => {
  const almost = judge("specialist", { sums: buildSums({ skillRated: 20, skillMatch: 179_999 }) });
  expect(almost).toEqual({
    name: "specialist",
    isActive: false,
    value: 0.9,
    criteriaValue: 0.9,
    progress: {
      evidence: 20,
      requiredEvidence: 20,
      shortfall: 0.0001,
      perfectCompletions: 1,
      share: 0.9999,
    },
  });
});

test("progress says how much evidence, value and perfect work are missing", () => {
  expect(judge("punctual", { sums: buildSums({ due: 10, onTime: 8 }) })).toEqual({
    name: "punctual",
    isActive: false,
    value: 0.8,
    criteriaValue: 0.95,
    progress: {
      evidence: 10,
      requiredEvidence: 20,
      shortfall: 0.15,
      perfectCompletions: 30,
      share: 0.5,
    },
  });
  expect(judge("punctual", { sums: buildSums({ due: 7, onTime: 7 }) }).progress).toMatchObject({
    shortfall: 0,
    perfectCompletions: 13,
    share: 0.35,
  });
});

test("being late on average is no part of the way to swift", () => {
  const late = judge("swift", { sums: buildSums({ due: 30, earlySeconds: -30 * 43_200 }) });
  expect(late).toMatchObject({
    value: -0.5,
    criteriaValue: 1,
    progress: { shortfall: 1.5, share: 0 },
  });
});

test.each([
  [[8000, 9000, 8000, 9000, 8000, 9000, 8000, 9000], true, 5],
  [[8000, 9000, 8000, 9000, 8000, 9000, 8000, 9001], false, 5],
  [[8000, 9000, 8000, 9000, 8000, 9000, 8000, null, null], false, 4.95],
  [[null, 8500, 8500, 8500, 8500, 8500, 8500, 8500, 8500, null, null, null], true, 0],
])("weeks of %j are consistent: %s", (weeklyScores, isActive, value) => {
  expect(judge("consistent", { weeklyScores })).toMatchObject({
    isActive,
    value,
    criteriaValue: 5,
  });
});

test("the more the weeks deviate, the less of the way is behind", () => {
  const weeklyScores = [0, 2000, 0, 2000, 0, 2000, 0, 2000];
  expect(judge("consistent", { weeklyScores })).toMatchObject({
    value: 10,
    progress: { evidence: 8, requiredEvidence: 8, shortfall: 5, share: 0.5 },
  });
});

test.each([
  [1, 10, true],
  [2, 10, false],
  [1, 9, false],
  [2, 11, true],
  [3, 11, false],
  [2, 20, true],
  [3, 21, true],
  [null, 50, false],
])("rank %s of %i is a top performer: %s", (rank, rankedMembers, isActive) => {
  expect(judge("top_performer", { rank, rankedMembers }).isActive).toBe(isActive);
});

test("a badge that depends on others is given and taken only when that is asked for", () => {
  const first = evaluateBadges({ ...NOTHING, rank: 1, rankedMembers: 10 });
  expect(compareBadges(new Set(), first, false)).toEqual({ gained: [], lost: [] });
  expect(compareBadges(new Set(), first, true).gained.map(({ name }) => name)).toEqual([
    "top_performer",
  ]);
  const unranked = evaluateBadges(NOTHING);
  const held = new Set(["top_performer", "punctual"]);
  expect(compareBadges(held, unranked, false).lost.map(({ name }) => name)).toEqual(["punctual"]);
  expect(compareBadges(held, unranked, true).lost.map(({ name }) => name)).toEqual([
    "punctual",
    "top_performer",
  ]);
});

test("what is held and evaluated again neither comes nor goes", () => {
  assertProperty(
    fc.property(sums, fc.integer({ min: 1, max: 30 }), (total, rank) => {
      const standings = evaluateBadges({ ...NOTHING, sums: total, rank, rankedMembers: 30 });
      const held = new Set(standings.flatMap(({ name, isActive }) => (isActive ? [name] : [])));
      expect(compareBadges(held, standings, true)).toEqual({ gained: [], lost: [] });
    }),
  );
});

const counted = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([evidence, ratio]) => ({ evidence, ratio }));

test("so many perfect completions earn the badge, and one less does not", () => {
  const inputs = [
    ["punctual", "due", "onTime", 1],
    ["specialist", "skillRated", "skillMatch", 10_000],
    ["challenger", "difficultyRated", "difficulty", 1000],
  ] as const;
  assertProperty(
    fc.property(counted, fc.constantFrom(...inputs), ({ evidence, ratio }, input) => {
      const [name, count, value, full] = input;
      const part = Math.floor(ratio * evidence * full);
      const judgeAfter = (perfect: number) =>
        judge(name, {
          sums: buildSums({ [count]: evidence + perfect, [value]: part + perfect * full }),
        });
      const { perfectCompletions } = judgeAfter(0).progress;
      const needed = perfectCompletions ?? Number.NaN;
      expect(judgeAfter(needed).isActive).toBe(true);
      if (needed > 0) expect(judgeAfter(needed - 1).isActive).toBe(false);
    }),
  );
});

test("all of the way is behind exactly when the badge is held, and no part of it is negative", () => {
  const weeks = fc.array(fc.option(fc.integer({ min: 0, max: 10_000 })), { maxLength: 12 });
  assertProperty(
    fc.property(
      sums,
      weeks,
      fc.integer({ min: 1, max: 40 }),
      fc.option(fc.integer({ min: 1, max: 40 })),
      (total, weeklyScores, rankedMembers, rank) => {
        const evidence = { sums: total, weeklyScores, rankedMembers, rank };
        for (const { isActive, progress } of evaluateBadges(evidence)) {
          expect(progress.share === 1).toBe(isActive);
          expect(progress.share).toBeGreaterThanOrEqual(0);
          expect(progress.share).toBeLessThanOrEqual(1);
          if (isActive) expect(progress.shortfall).toBe(0);
        }
      },
    ),
  );
});
