import * as fc from "fast-check";
import { expect, test } from "vitest";
import { scores, sums } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildScore, buildSums } from "@/lib/performance/domain/testing/samples";
import { toScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import { BADGE_RULES, type BadgeEvidence, type BadgeName } from "./badge-rules";
import { compareBadges, evaluateBadges } from "./badges";

const NOTHING: BadgeEvidence = {
  sums: buildSums(),
  weeklyScores: [],
  rank: null,
  rankedMembers: 0,
};

function evaluateBadge(name: BadgeName, evidence: Partial<BadgeEvidence>) {
  const evaluated = evaluateBadges({ ...NOTHING, ...evidence }).find(
    (badge) => badge.name === name,
  );
  if (evaluated === undefined) throw new Error(`There is no badge ${name}.`);
  return evaluated;
}

test("describes every badge under a name of its own", () => {
  expect(new Set(BADGE_RULES.map(({ name }) => name)).size).toBe(BADGE_RULES.length);
  for (const { title, description, icon, criteria } of BADGE_RULES) {
    expect([title, description, icon, criteria].every((text) => text.length > 0)).toBe(true);
  }
});

test("evaluates every badge without evidence as inactive with a progress of 0", () => {
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
])("evaluates punctual with the sums %j as active: %s", (total, isActive) => {
  expect(evaluateBadge("punctual", { sums: buildSums(total) }).isActive).toBe(isActive);
});

test.each([
  ["specialist", { skillRated: 20, skillMatch: 180_000 }, true],
  ["specialist", { skillRated: 20, skillMatch: 179_999 }, false],
  ["challenger", { difficultyRated: 20, difficulty: 14_000 }, true],
  ["challenger", { difficultyRated: 20, difficulty: 13_999 }, false],
  ["swift", { due: 20, earlySeconds: 20 * 86_400 }, true],
  ["swift", { due: 20, earlySeconds: 20 * 86_400 - 1 }, false],
  ["swift", { due: 19, earlySeconds: 99 * 86_400 }, false],
] as const)("evaluates %s with the sums %j as active: %s", (name, total, isActive) => {
  expect(evaluateBadge(name, { sums: buildSums(total) }).isActive).toBe(isActive);
});

test("shows a shortfall of one step for a value that equals the criterion only when rounded", () => {
  const almost = evaluateBadge("specialist", {
    sums: buildSums({ skillRated: 20, skillMatch: 179_999 }),
  });
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

test("shows missing evidence, shortfall and perfect completions in the progress of a badge", () => {
  expect(evaluateBadge("punctual", { sums: buildSums({ due: 10, onTime: 8 }) })).toEqual({
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
  expect(
    evaluateBadge("punctual", { sums: buildSums({ due: 7, onTime: 7 }) }).progress,
  ).toMatchObject({
    shortfall: 0,
    perfectCompletions: 13,
    share: 0.35,
  });
});

test("shows a progress of 0 towards swift for a member who is late on average", () => {
  const late = evaluateBadge("swift", { sums: buildSums({ due: 30, earlySeconds: -30 * 43_200 }) });
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
])("evaluates consistent with the weekly scores %j as active: %s", (values, isActive, value) => {
  const weeklyScores = values.map((score) => buildScore(score));
  expect(evaluateBadge("consistent", { weeklyScores })).toMatchObject({
    isActive,
    value,
    criteriaValue: 5,
  });
});

test("shows less progress towards consistent for a larger deviation", () => {
  const weeklyScores = [0, 2000, 0, 2000, 0, 2000, 0, 2000].map(toScoreHundredths);
  expect(evaluateBadge("consistent", { weeklyScores })).toMatchObject({
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
])("evaluates top_performer with rank %s of %i as active: %s", (rank, rankedMembers, isActive) => {
  expect(evaluateBadge("top_performer", { rank, rankedMembers }).isActive).toBe(isActive);
});

test("changes a badge that depends on other members only in the nightly evaluation", () => {
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

test("changes no badge when the same evidence is evaluated again", () => {
  assertProperty(
    fc.property(sums, fc.integer({ min: 1, max: 30 }), (total, rank) => {
      const badges = evaluateBadges({ ...NOTHING, sums: total, rank, rankedMembers: 30 });
      const held = new Set(badges.flatMap(({ name, isActive }) => (isActive ? [name] : [])));
      expect(compareBadges(held, badges, true)).toEqual({ gained: [], lost: [] });
    }),
  );
});

const ratios = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([evidence, ratio]) => ({ evidence, ratio }));

test("earns a badge with exactly the number of perfect completions that it shows", () => {
  const inputs = [
    ["punctual", "due", "onTime", 1],
    ["specialist", "skillRated", "skillMatch", 10_000],
    ["challenger", "difficultyRated", "difficulty", 1000],
  ] as const;
  assertProperty(
    fc.property(ratios, fc.constantFrom(...inputs), ({ evidence, ratio }, input) => {
      const [name, count, value, full] = input;
      const part = Math.floor(ratio * evidence * full);
      const evaluateAfter = (perfect: number) =>
        evaluateBadge(name, {
          sums: buildSums({ [count]: evidence + perfect, [value]: part + perfect * full }),
        });
      const { perfectCompletions } = evaluateAfter(0).progress;
      const needed = perfectCompletions ?? Number.NaN;
      expect(evaluateAfter(needed).isActive).toBe(true);
      if (needed > 0) expect(evaluateAfter(needed - 1).isActive).toBe(false);
    }),
  );
});

test("shows a progress of 1 exactly for active badges, and never a negative one", () => {
  const weeks = fc.array(fc.option(scores), { maxLength: 12 });
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
