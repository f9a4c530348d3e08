import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sums } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildSums } from "@/lib/performance/domain/testing/samples";
import { computeExperienceLevel, computeMetrics, type Metric } from "./metrics";
import { ZERO_SUMS } from "./sums";

test("without evidence every metric is null", () => {
  const unknown: Metric = { value: null, evidence: 0 };
  expect(computeMetrics(ZERO_SUMS)).toEqual({
    onTimeRatio: unknown,
    skillAccuracy: unknown,
    difficultyFactor: unknown,
    averageCompletionTime: unknown,
    averageCompletionSpeed: unknown,
  });
});

test("metrics are in their units, with the completions they rest on", () => {
  const metrics = computeMetrics({
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
  });
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
])("%i seconds early print as %d days, a tie going up", (earlySeconds, value) => {
  const { averageCompletionSpeed } = computeMetrics(buildSums({ due: 1, earlySeconds }));
  expect(averageCompletionSpeed.value).toBe(value);
});

/** Compares a printed decimal with its exact quotient by whole numbers alone. */
function expectRounded(metric: Metric, numerator: number, divisor: number, steps: number) {
  if (metric.evidence === 0) {
    expect(metric.value).toBeNull();
    return;
  }
  const printed = BigInt(
    (metric.value ?? Number.NaN).toFixed(steps === 100 ? 2 : 4).replace(".", ""),
  );
  const denominator = BigInt(divisor) * BigInt(metric.evidence);
  const doubledError = 2n * (printed * denominator - BigInt(numerator) * BigInt(steps));
  expect(doubledError > -denominator && doubledError <= denominator).toBe(true);
  expect(metric.value).toBe(Number(printed) / steps);
}

test("each value is its exact quotient rounded half up to the printed decimals", () => {
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
])("%i tasks are level %i", (tasks, level) => {
  expect(computeExperienceLevel(tasks)).toBe(level);
});

test("the level is exact around every square", () => {
  assertProperty(
    fc.property(fc.integer({ min: 1, max: 94_906_265 }), (root) => {
      expect(computeExperienceLevel(root * root)).toBe(root + 1);
      expect(computeExperienceLevel(root * root - 1)).toBe(root);
    }),
  );
  expect(() => computeExperienceLevel(-1)).toThrow(RangeError);
});
