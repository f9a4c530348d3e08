import * as fc from "fast-check";
import { expect, test } from "vitest";
import { scores } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildScore } from "@/lib/performance/domain/testing/samples";
import { computeHistogram, findBin, HISTOGRAM_BINS } from "./histogram";

const manyScores = fc.array(scores, { maxLength: 60 });

test.each([
  [0, "0-20"],
  [1999, "0-20"],
  [2000, "20-40"],
  [3999, "20-40"],
  [4000, "40-60"],
  [5999, "40-60"],
  [6000, "60-80"],
  [7999, "60-80"],
  [8000, "80-100"],
  [9999, "80-100"],
  [10_000, "80-100"],
])("puts a score of %i hundredths into the bin %s", (score, bin) => {
  expect(findBin(buildScore(score))).toBe(bin);
});

test("returns the bins in ascending order, and counts each score once", () => {
  assertProperty(
    fc.property(manyScores, (values) => {
      const histogram = computeHistogram(values);
      const total = Object.values(histogram).reduce((sum, count) => sum + count, 0);
      expect(total).toBe(values.length);
      expect(Object.keys(histogram)).toEqual([...HISTOGRAM_BINS]);
    }),
  );
});

test("counts scores from the lower bound of a bin to below its upper bound, and 100 in the last bin", () => {
  assertProperty(
    fc.property(manyScores, (values) => {
      const histogram = computeHistogram(values);
      for (const bin of HISTOGRAM_BINS) {
        const [from = Number.NaN, to = Number.NaN] = bin
          .split("-")
          .map((text) => Number(text) * 100);
        const inside = values.filter(
          (score) => score >= from && (score < to || (to === 10_000 && score === to)),
        );
        expect(histogram[bin]).toBe(inside.length);
      }
    }),
  );
});

test("counts zero in each bin without a score", () => {
  expect(computeHistogram([])).toEqual({
    "0-20": 0,
    "20-40": 0,
    "40-60": 0,
    "60-80": 0,
    "80-100": 0,
  });
});

test.each([-1, 10_001, 12_345, Number.NaN])("rejects %d as a score of a histogram", (score) => {
  expect(() => computeHistogram([buildScore(score)])).toThrow(RangeError);
});
