import { expect, test } from "vitest";
import {
  buildFactInput,
  buildPolicy,
  buildSums,
  takeUnmovedFact,
} from "@/lib/performance/domain/testing/samples";
import { computeMetrics } from "./metrics";
import type { ScoringPolicy } from "./policy";
import { computeScore } from "./score";
import { add, type Sums, ZERO_SUMS } from "./sums";

/** Ten completions with the same match and difficulty, `onTime` of them on time. */
function completeTen(onTime: number, skillMatch: number, difficulty: number): Sums {
  return Array.from({ length: 10 }, (_, index) => {
    const dueAt = new Date(index < onTime ? "2024-05-15T12:00:00Z" : "2024-05-15T11:59:59Z");
    return takeUnmovedFact(buildFactInput({ dueAt, skillMatch, difficulty }), new Map(), "UTC");
  }).reduce(add, ZERO_SUMS);
}

test("scores the published example of perfect performance with 94.5", () => {
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

test("scores the published example of average performance with 72.5", () => {
  expect(computeScore(completeTen(8, 7500, 500), buildPolicy())).toEqual({
    score: 7250,
    points: { onTime: 4000, skill: 2250, difficulty: 1000 },
    provisional: false,
  });
});

test("computes no score without a completion", () => {
  expect(computeScore(ZERO_SUMS, buildPolicy())).toEqual({
    score: null,
    points: { onTime: null, skill: null, difficulty: null },
    provisional: true,
  });
});

test("distributes the weight of a component without evidence over the others", () => {
  const sums = buildSums({ tasks: 5, due: 5, onTime: 4, difficultyRated: 5, difficulty: 2500 });
  expect(computeScore(sums, buildPolicy())).toEqual({
    score: 7143,
    points: { onTime: 5714, skill: null, difficulty: 1429 },
    provisional: true,
  });
});

test("ignores a component without a weight in the score and in whether it is provisional", () => {
  const weights = { onTime: 10_000, skill: 0, difficulty: 0 };
  const sums = buildSums({ tasks: 5, due: 5, onTime: 4, skillRated: 5 });
  expect(computeScore(sums, buildPolicy({ weights }))).toEqual({
    score: 8000,
    points: { onTime: 8000, skill: null, difficulty: null },
    provisional: false,
  });
});

test("computes no score without a weight", () => {
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
])("makes a score with %i of 10 required completions provisional: %s", (rated, provisional) => {
  const sums = { ...completeTen(8, 7500, 500), skillRated: rated };
  expect(computeScore(sums, buildPolicy({ minimumSample: 10 })).provisional).toBe(provisional);
});

test("rounds a score half up to hundredths, once, from the exact quotient", () => {
  const onTimeOnly: ScoringPolicy = buildPolicy({
    weights: { onTime: 1, skill: 0, difficulty: 0 },
  });
  const scoreOnTime = (onTime: number, due: number) =>
    computeScore(buildSums({ tasks: due, due, onTime }), onTimeOnly).score;
  expect(scoreOnTime(2, 3)).toBe(6667);
  expect(scoreOnTime(1, 20_000)).toBe(1);
  expect(scoreOnTime(1, 20_001)).toBe(0);
  expect(scoreOnTime(12_345, 20_000)).toBe(6173);
});
