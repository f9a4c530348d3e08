import * as fc from "fast-check";
import { expect, test } from "vitest";
import { scores } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { toScoreHundredths, ZERO_SCORE } from "@/lib/performance/domain/units/score-hundredths";
import { computeSpread, computeStatistics, isDeviationWithin, roundDeviation } from "./statistics";

const manyScores = fc.array(scores, { minLength: 1, maxLength: 40 });

test("computes no statistics without a score", () => {
  expect(computeStatistics([])).toEqual({
    mean: null,
    median: null,
    standardDeviation: null,
    minimum: null,
    maximum: null,
    range: null,
  });
});

test("computes a single score as its own mean and median, with a deviation of 0", () => {
  expect(computeStatistics([toScoreHundredths(8750)])).toEqual({
    mean: 8750,
    median: 8750,
    standardDeviation: 0,
    minimum: 8750,
    maximum: 8750,
    range: 0,
  });
});

test("computes a mean of 5 and a deviation of 2 for the textbook values 2, 4, 4, 4, 5, 5, 7, 9", () => {
  const hundredths = [200, 400, 400, 400, 500, 500, 700, 900];
  expect(computeStatistics(hundredths.map(toScoreHundredths))).toEqual({
    mean: 500,
    median: 450,
    standardDeviation: 200,
    minimum: 200,
    maximum: 900,
    range: 700,
  });
});

test.each([
  [[1, 2], 2, 2, 1],
  [[0, 0, 1], 0, 0, 0],
  [[0, 1, 1], 1, 1, 0],
  [[3, 3, 3, 4], 3, 3, 0],
  [[0, 0, 0, 1, 1, 2], 1, 1, 1],
])(
  "rounds statistics of %j half up to the mean %i, the median %i and the deviation %i",
  (values, mean, median, deviation) => {
    const statistics = computeStatistics(values.map(toScoreHundredths));
    expect(statistics.mean).toBe(mean);
    expect(statistics.median).toBe(median);
    expect(statistics.standardDeviation).toBe(deviation);
  },
);

test("rounds the mean half up to the nearest whole number", () => {
  assertProperty(
    fc.property(manyScores, (values) => {
      const sum = values.reduce((total, value) => total + value, 0);
      const doubledError =
        2 * ((computeStatistics(values).mean ?? Number.NaN) * values.length - sum);
      expect(doubledError).toBeGreaterThan(-values.length);
      expect(doubledError).toBeLessThanOrEqual(values.length);
    }),
  );
});

test("finds at least half of the scores at or below the median, and half at or above it", () => {
  assertProperty(
    fc.property(manyScores, (values) => {
      const median = computeStatistics(values).median ?? Number.NaN;
      const atMost = values.filter((value) => value <= median).length;
      const atLeast = values.filter((value) => value >= median - 1).length;
      expect(2 * atMost).toBeGreaterThanOrEqual(values.length);
      expect(2 * atLeast).toBeGreaterThanOrEqual(values.length);
    }),
  );
});

test("computes the same deviation as the squared distances of all pairs", () => {
  // Independent of the formula in the code: Σᵢ<ⱼ (xᵢ − xⱼ)² is n² times the variance.
  assertProperty(
    fc.property(manyScores, (values) => {
      let pairs = 0n;
      for (const [index, left] of values.entries()) {
        for (const right of values.slice(index + 1)) pairs += BigInt((left - right) ** 2);
      }
      const doubled = 2n * BigInt(computeStatistics(values).standardDeviation ?? Number.NaN);
      const size = BigInt(values.length);
      const below = (doubled - 1n) * size;
      expect(below < 0n || below * below <= 4n * pairs).toBe(true);
      expect(4n * pairs < ((doubled + 1n) * size) ** 2n).toBe(true);
    }),
  );
});

test("compares an exact deviation with limits above and below its rounded value", () => {
  assertProperty(
    fc.property(manyScores, (values) => {
      const spread = computeSpread(values);
      const rounded = roundDeviation(spread) ?? ZERO_SCORE;
      expect(isDeviationWithin(spread, toScoreHundredths(rounded + 1))).toBe(true);
      if (rounded > 0) {
        expect(isDeviationWithin(spread, toScoreHundredths(rounded - 1))).toBe(false);
      }
    }),
  );
});

test("accepts a deviation of exactly the limit, and none above it or without values", () => {
  const limit = toScoreHundredths(500);
  const isWithinLimit = (values: readonly number[]) =>
    isDeviationWithin(computeSpread(values.map(toScoreHundredths)), limit);
  expect(isWithinLimit([0, 1000])).toBe(true);
  expect(isWithinLimit([0, 1001])).toBe(false);
  expect(isWithinLimit([])).toBe(false);
  expect(roundDeviation(computeSpread([]))).toBeNull();
});

test("computes the same statistics for scores in any order, without changing the input", () => {
  const shuffled = manyScores.chain((values) =>
    fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })),
  );
  assertProperty(
    fc.property(shuffled, ([values, disordered]) => {
      const before = [...disordered];
      expect(computeStatistics(disordered)).toEqual(computeStatistics(values));
      expect(disordered).toEqual(before);
    }),
  );
});
