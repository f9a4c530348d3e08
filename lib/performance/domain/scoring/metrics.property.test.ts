import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sums } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildSums } from "@/lib/performance/domain/testing/samples";
import { computeExperienceLevel, computeMetrics, type Metric } from "./metrics";
import { ZERO_SUMS } from "./sums";

test("computes every metric as null without evidence", () => {
  const unknown: Metric = { value: null, evidence: 0 };
  expect(computeMetrics(ZERO_SUMS)).toEqual({
    onTimeRatio: unknown,
    skillAccuracy: unknown,
    difficultyFactor: unknown,
    averageCompletionTime: unknown,
    averageCompletionSpeed: unknown,
  });
});

test("computes metrics in their units, with the number of completions behind them", () => {
  const metrics = computeMetrics(
    buildSums({
      tasks: 8,
      due: 7,
      onTime: 6,
      earlySeconds: 7 * 86_400 + 60_480,
      timed: 5,
      durationSeconds: 5 * 5.8 * 3600,
      skillRated: 3,
      skillMatch: 20_000,
      difficultyRated: 2,
      difficulty: 1501,
    }),
  );
  expect(metrics).toEqual({
    onTimeRatio: { value: 0.8571, evidence: 7 },
    skillAccuracy: { value: 0.6667, evidence: 3 },
    difficultyFactor: { value: 0.7505, evidence: 2 },
    averageCompletionTime: { value: 5.8, evidence: 5 },
    averageCompletionSpeed: { value: 1.1, evidence: 7 },
  });
});

test.each([
  [432, 0.01],
  [431, 0],
  [-432, 0],
  [-433, -0.01],
])("rounds a mean of %i seconds early half up to %d days", (earlySeconds, value) => {
  const { averageCompletionSpeed } = computeMetrics(buildSums({ due: 1, earlySeconds }));
  expect(averageCompletionSpeed.value).toBe(value);
});

/** Compares a decimal with its exact quotient, with whole numbers only. */
function expectRounded(metric: Metric, numerator: number, divisor: number, steps: number) {
  if (metric.evidence === 0) {
    expect(metric.value).toBeNull();
    return;
  }
  const rounded = BigInt(
    (metric.value ?? Number.NaN).toFixed(steps === 100 ? 2 : 4).replace(".", ""),
  );
  const denominator = BigInt(divisor) * BigInt(metric.evidence);
  const doubledError = 2n * (rounded * denominator - BigInt(numerator) * BigInt(steps));
  expect(doubledError > -denominator && doubledError <= denominator).toBe(true);
  expect(metric.value).toBe(Number(rounded) / steps);
}

test("rounds each metric half up from its exact quotient", () => {
  assertProperty(
    fc.property(sums, (total) => {
      const metrics = computeMetrics(total);
      expectRounded(metrics.onTimeRatio, total.onTime, 1, 10_000);
      expectRounded(metrics.skillAccuracy, total.skillMatch, 10_000, 10_000);
      expectRounded(metrics.difficultyFactor, total.difficulty, 1000, 10_000);
      expectRounded(metrics.averageCompletionTime, total.durationSeconds, 3600, 100);
      expectRounded(metrics.averageCompletionSpeed, total.earlySeconds, 86_400, 100);
    }),
  );
});

test.each([
  [0, 1],
  [1, 2],
  [3, 2],
  [4, 3],
  [35, 6],
  [36, 7],
  [42, 7],
  [48, 7],
  [49, 8],
])("computes for %i tasks the experience level %i", (tasks, level) => {
  expect(computeExperienceLevel(tasks)).toBe(level);
});

test("computes exact experience levels around every square number of tasks", () => {
  assertProperty(
    fc.property(fc.integer({ min: 1, max: 94_906_265 }), (root) => {
      expect(computeExperienceLevel(root * root)).toBe(root + 1);
      expect(computeExperienceLevel(root * root - 1)).toBe(root);
    }),
  );
  expect(() => computeExperienceLevel(-1)).toThrow(RangeError);
});
