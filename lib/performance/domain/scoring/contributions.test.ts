import { expect, test } from "vitest";
import { buildPolicy, buildSums } from "@/lib/performance/domain/testing/samples";
import { computeContributions } from "./contributions";
import { computeScore } from "./score";
import { ZERO_SUMS } from "./sums";

const policy = buildPolicy();
const onTimeOnly = buildSums({ tasks: 10, due: 10, onTime: 8 });
const withSkill = buildSums({ ...onTimeOnly, skillRated: 10, skillMatch: 60_000 });

test("contributes the points of a first entry", () => {
  const after = { sums: withSkill, policy };
  expect(computeContributions({ sums: ZERO_SUMS, policy }, after)).toEqual(
    computeScore(withSkill, policy).points,
  );
});

test("contributes the negative points when the last completion is reversed", () => {
  const contributions = computeContributions(
    { sums: withSkill, policy },
    { sums: ZERO_SUMS, policy },
  );
  expect(contributions).toEqual({ onTime: -5000, skill: -2250, difficulty: null });
});

test("contributes the share of the change of its ratio for a component that counts before and after", () => {
  const after = buildSums({ ...withSkill, onTime: 9, skillMatch: 50_000 });
  expect(computeContributions({ sums: withSkill, policy }, { sums: after, policy })).toEqual({
    onTime: 625,
    skill: -375,
    difficulty: null,
  });
});

test("contributes the share of the distance from the former score for a component that appears", () => {
  // 80.00 so far; skill at 0.6 with a share of 3/8: 3/8 · (60 - 80) = -7.50.
  expect(computeContributions({ sums: onTimeOnly, policy }, { sums: withSkill, policy })).toEqual({
    onTime: 0,
    skill: -750,
    difficulty: null,
  });
});

test("contributes for a component that vanishes the opposite of its appearance", () => {
  expect(computeContributions({ sums: withSkill, policy }, { sums: onTimeOnly, policy })).toEqual({
    onTime: 0,
    skill: 750,
    difficulty: null,
  });
});

test("splits a change by the component that vanishes before the one that appears", () => {
  const before = buildSums({ tasks: 10, due: 10, onTime: 8, skillRated: 10, skillMatch: 60_000 });
  const after = buildSums({ tasks: 10, due: 10, onTime: 9, difficultyRated: 10, difficulty: 5000 });
  // S = 72.50; without skill K = 80.00, so skill gives 7.50; then shares are 5/7 and 2/7:
  // on time 5/7 · (90 - 80) = 7.142857, difficulty 2/7 · (50 - 80) = -8.571428.
  expect(computeContributions({ sums: before, policy }, { sums: after, policy })).toEqual({
    onTime: 714,
    skill: 750,
    difficulty: -857,
  });
});

test("contributes lost and new points when no component counts before and after", () => {
  const before = buildSums({ tasks: 1, due: 1, onTime: 1 });
  const after = buildSums({ tasks: 1, difficultyRated: 1, difficulty: 500 });
  expect(computeContributions({ sums: before, policy }, { sums: after, policy })).toEqual({
    onTime: -10_000,
    skill: null,
    difficulty: 5000,
  });
});

test("contributes the difference of the points after a change of the policy", () => {
  const weights = { onTime: 8000, skill: 0, difficulty: 2000 };
  const after = { sums: withSkill, policy: buildPolicy({ version: 2, weights }) };
  expect(computeContributions({ sums: withSkill, policy }, after)).toEqual({
    onTime: 3000,
    skill: -2250,
    difficulty: null,
  });
});
