import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { computeSpread, computeStatistics, isDeviationWithin, roundDeviation } from "./statistics";

const scores = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 40 });

test("nobody has no statistics", () => {
  expect(computeStatistics([])).toEqual({
    mean: null,
    median: null,
    standardDeviation: null,
    minimum: null,
    maximum: null,
    range: null,
  });
});

test("a single score is its own mean and median, without any spread", () => {
  expect(computeStatistics([8750])).toEqual({
    mean: 8750,
    median: 8750,
    standardDeviation: 0,
    minimum: 8750,
    maximum: 8750,
    range: 0,
  });
});

test("figures of a textbook: 2, 4, 4, 4, 5, 5, 7, 9 deviate by 2 from a mean of 5", () => {
  const hundredths = [200, 400, 400, 400, 500, 500, 700, 900];
  expect(computeStatistics(hundredths)).toEqual({
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
  "of %j the mean is %i, the median %i, the deviation %i, a tie going up",
  (values, mean, median, deviation) => {
    const statistics = computeStatistics(values);
    expect(statistics.mean).toBe(mean);
    expect(statistics.median).toBe(median);
    expect(statistics.standardDeviation).toBe(deviation);
  },
);

test("the mean is the whole number nearest to the sum's share, up in a tie", () => {
  assertProperty(
    fc.property(scores, (values) => {
      const sum = values.reduce((total, value) => total + value, 0);
      const doubledError =
        2 * ((computeStatistics(values).mean ?? Number.NaN) * values.length - sum);
      expect(doubledError).toBeGreaterThan(-values.length);
      expect(doubledError).toBeLessThanOrEqual(values.length);
    }),
  );
});

test("as many scores are at the median or above it as at it or below, but for rounding", () => {
  assertProperty(
    fc.property(scores, (values) => {
      const median = computeStatistics(values).median ?? Number.NaN;
      const atMost = values.filter((value) => value <= median).length;
      const atLeast = values.filter((value) => value >= median - 1).length;
      expect(2 * atMost).toBeGreaterThanOrEqual(values.length);
      expect(2 * atLeast).toBeGreaterThanOrEqual(values.length);
    }),
  );
});

test("the deviation is the root of the mean squared distance of all pairs, halved", () => {
  // Independent of the formula in the code: Σᵢ<ⱼ (xᵢ − xⱼ)² is n² times the variance.
  assertProperty(
    fc.property(scores, (values) => {
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

test("a deviation is within its own rounded value and a half, never within much less", () => {
  assertProperty(
    fc.property(scores, (values) => {
      const spread = computeSpread(values);
      const rounded = roundDeviation(spread) ?? Number.NaN;
      expect(isDeviationWithin(spread, rounded + 1)).toBe(true);
      if (rounded > 0) expect(isDeviationWithin(spread, rounded - 1)).toBe(false);
    }),
  );
});

test("a deviation of exactly the limit is within it, the least more is not, nobody's never", () => {
  expect(isDeviationWithin(computeSpread([0, 1000]), 500)).toBe(true);
  expect(isDeviationWithin(computeSpread([0, 1001]), 500)).toBe(false);
  expect(isDeviationWithin(computeSpread([]), 500)).toBe(false);
  expect(roundDeviation(computeSpread([]))).toBeNull();
});

test("neither the order of the scores nor the input itself is touched", () => {
  const shuffled = scores.chain((values) =>
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

test("a score that is not whole is refused", () => {
  expect(() => computeStatistics([87.5])).toThrow(RangeError);
  expect(() => computeStatistics([Number.NaN])).toThrow(RangeError);
});
