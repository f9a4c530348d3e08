import { expect, test } from "vitest";
import { buildPolicy } from "@/lib/performance/domain/testing/samples";
import { buildBatch } from "./batch";
import { computeReleaseFigures } from "./release-figures";
import { buildFullSums, buildPart, listNumbers } from "./testing/release-samples";

test("each member weighs the same in the figures of a batch, whatever their number of completions", () => {
  const parts = listNumbers(1, 6).map((userId) =>
    buildPart(userId, "2024-01-10", {
      sums:
        userId === 6
          ? buildFullSums(9, { onTime: 0, skillMatch: 0, difficulty: 0 })
          : buildFullSums(3),
    }),
  );
  // Five scores of 50 + 24 + 10 = 84, and one of 0.
  expect(computeReleaseFigures(buildBatch(parts, buildPolicy(), 5), 5)).toEqual({
    members: 6,
    completions: 20,
    meanScore: 7000,
    scoreDeviation: 3130,
    meanRatios: { onTime: 83, skill: 67, difficulty: 42 },
    bins: [{ low: 0, high: 100, members: 6 }],
  });
});

test("scores and means leave out a component with too little evidence", () => {
  const parts = listNumbers(1, 6).map((userId) =>
    buildPart(userId, "2024-01-10", {
      sums: buildFullSums(2, userId < 5 ? { skillRated: 0, skillMatch: 0 } : { skillMatch: 0 }),
    }),
  );
  const figures = computeReleaseFigures(buildBatch(parts, buildPolicy(), 5), 5);
  expect(figures.meanRatios).toEqual({ onTime: 100, skill: null, difficulty: 50 });
  expect([figures.meanScore, figures.scoreDeviation]).toEqual([8571, 0]);
});

test("completions are rounded to tens, half up", () => {
  const round = (tasks: readonly number[]) => {
    const parts = tasks.map((count, index) =>
      buildPart(index + 1, "2024-01-10", { sums: buildFullSums(count) }),
    );
    return computeReleaseFigures(buildBatch(parts, buildPolicy(), 5), 5).completions;
  };
  expect(round([2, 2, 2, 2, 3, 3])).toBe(10);
  expect(round([2, 2, 2, 3, 3, 3])).toBe(20);
});
