import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Histogram } from "@/lib/performance/domain/ranking/histogram";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { joinBins, mergeBins } from "./joined-bins";

type Counts = [number, number, number, number, number];

function toHistogram([first, second, third, fourth, fifth]: Counts): Histogram {
  return { "0-20": first, "20-40": second, "40-60": third, "60-80": fourth, "80-100": fifth };
}

const join = (...counts: Counts) =>
  joinBins(toHistogram(counts), 5).map(({ low, high, members }) => `${low}-${high}: ${members}`);

const count = fc.nat({ max: 9 });
const histograms = fc.tuple(count, count, count, count, count);

describe("joined bins", () => {
  test("bins with enough members or none stay as they are", () => {
    expect(join(0, 5, 0, 0, 7)).toEqual([
      "0-20: 0",
      "20-40: 5",
      "40-60: 0",
      "60-80: 0",
      "80-100: 7",
    ]);
  });

  test("a bin with too few members is joined with the next ones", () => {
    expect(join(1, 0, 6, 0, 0)).toEqual(["0-60: 7", "60-80: 0", "80-100: 0"]);
  });

  test("a last bin with too few members is joined with those before it", () => {
    expect(join(0, 6, 0, 0, 1)).toEqual(["0-20: 0", "20-100: 7"]);
  });

  test("each bin has enough members or none, and all of them cover every score once", () => {
    assertProperty(
      fc.property(histograms, fc.integer({ min: 1, max: 9 }), (counts, threshold) => {
        const bins = joinBins(toHistogram(counts), threshold);
        const total = counts.reduce((sum, one) => sum + one, 0);
        expect(bins.reduce((sum, { members }) => sum + members, 0)).toBe(total);
        expect(bins.map(({ low }) => low)).toEqual([
          0,
          ...bins.slice(0, -1).map(({ high }) => high),
        ]);
        expect(bins.at(-1)?.high).toBe(100);
        const isOneBin = bins.length === 1 && total < threshold;
        const isFilled = (members: number) => members === 0 || members >= threshold;
        expect(isOneBin || bins.every(({ members }) => isFilled(members))).toBe(true);
      }),
    );
  });

  test("merged bins have the bounds that all lists have", () => {
    const january = joinBins(toHistogram([5, 0, 3, 3, 0]), 5);
    const february = joinBins(toHistogram([5, 1, 5, 0, 5]), 5);
    expect(mergeBins([january, february])).toEqual([
      { low: 0, high: 20, members: 10 },
      { low: 20, high: 80, members: 12 },
      { low: 80, high: 100, members: 5 },
    ]);
    expect(mergeBins([january])).toEqual(january);
    expect(mergeBins([])).toEqual([]);
  });
});
