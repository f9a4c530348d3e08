import { expect, test } from "vitest";
import { buildFactInput, buildPolicy, buildSums } from "@/lib/performance/domain/testing/samples";
import { takeFact } from "./fact";
import { computeMetrics } from "./metrics";
import type { ScoringPolicy } from "./policy";
import { computeScore } from "./score";
import { add, type Sums, ZERO_SUMS } from "./sums";

/** Ten completions, so many of them on time, alike in match and difficulty. */
function completeTen(onTime: number, skillMatch: number, difficulty: number): Sums {
  return Array.from({ length: 10 }, (_, index) => {
    const dueAt = new Date(index < onTime ? "2024-05-15T12:00:00Z" : "2024-05-15T11:59:59Z");
    return takeFact(buildFactInput({ dueAt, skillMatch, difficulty }), new Map(), "UTC");
  }).reduce(add, ZERO_SUMS);
}

test("perfect performance, as published, scores 94.5", () => {
  const sums = completeTen(10, 9500, 800);
  expect(computeMetrics(sums)).toMatchObject({
    onTimeRatio: { value: 1, evidence: 10 },
    skillAccuracy: { value: 0.95, evidence: 10 },
    difficultyFactor: { value: 0.8, evidence: 10 },
  });
  expect(computeScore(sums, buildPolicy())).toEqual({
    score: 9450,
    points: { onTime: 5000, skill: 2850, difficulty: 1600 },
    provisional: false,
  });
});

test("average performance, as published, scores 72.5", () => {
  expect(computeScore(completeTen(8, 7500, 500), buildPolicy())).toEqual({
    score: 7250,
    points: { onTime: 4000, skill: 2250, difficulty: 1000 },
    provisional: false,
  });
});

test("nothing completed has no score", () => {
  expect(computeScore(ZERO_SUMS, buildPolicy())).toEqual({
    score: null,
    points: { onTime: null, skill: null, difficulty: null },
    provisional: true,
  });
});

test("a component without evidence leaves its weight to the others", () => {
  const sums = buildSums({ tasks: 5, due: 5, onTime: 4, difficultyRated: 5, difficulty: 2500 });
  expect(computeScore(sums, buildPolicy())).toEqual({
    score: 7143,
    points: { onTime: 5714, skill: null, difficulty: 1429 },
    provisional: true,
  });
});

test("a component without weight has no part in the score, nor in whether it is provisional", () => {
  const weights = { onTime: 10_000, skill: 0, difficulty: 0 };
  const sums = buildSums({ tasks: 5, due: 5, onTime: 4, skillRated: 5 });
  expect(computeScore(sums, buildPolicy({ weights }))).toEqual({
    score: 8000,
    points: { onTime: 8000, skill: null, difficulty: null },
    provisional: false,
  });
});

test("without any weight there is no score", () => {
  const weights = { onTime: 0, skill: 0, difficulty: 0 };
  expect(computeScore(completeTen(8, 7500, 500), buildPolicy({ weights }))).toEqual({
    score: null,
    points: { onTime: null, skill: null, difficulty: null },
    provisional: false,
  });
});

test.each([
  [9, true],
  [10, false],
])(
  "%i completions of the ten that the policy asks for: provisional is %s",
  (rated, provisional) => {
    const sums = { ...completeTen(8, 7500, 500), skillRated: rated };
    expect(computeScore(sums, buildPolicy({ minimumSample: 10 })).provisional).toBe(provisional);
  },
);

test("the score is rounded once, half up, from the exact quotient", () => {
  const onTimeOnly: ScoringPolicy = buildPolicy({
    weights: { onTime: 1, skill: 0, difficulty: 0 },
  });
  const toScore = (onTime: number, due: number) =>
    computeScore(buildSums({ tasks: due, due, onTime }), onTimeOnly).score;
  expect(toScore(2, 3)).toBe(6667);
  expect(toScore(1, 20_000)).toBe(1);
  expect(toScore(1, 20_001)).toBe(0);
  expect(toScore(12_345, 20_000)).toBe(6173);
});
