import { describe, expect, test } from "vitest";
import { combineReleases, listNewestReleases, toReleaseMonths } from "./combine-releases";
import { buildFigures } from "./testing/release-samples";

const january = { from: "2023-12", to: "2024-01", figures: buildFigures() };
const february = {
  from: "2024-02",
  to: "2024-02",
  figures: buildFigures({
    members: 12,
    completions: 30,
    meanScore: 5000,
    scoreDeviation: 600,
    meanRatios: { onTime: 40, skill: null, difficulty: 50 },
    bins: [
      { low: 0, high: 60, members: 7 },
      { low: 60, high: 100, members: 5 },
    ],
  }),
};

describe("releases together", () => {
  test("one release alone keeps its figures byte for byte", () => {
    const alone = { ...january, figures: buildFigures({ scoreDeviation: 1234 }) };
    expect(JSON.stringify(combineReleases([alone]))).toBe(JSON.stringify(alone));
    expect(combineReleases([])).toBeNull();
  });

  test("three months of the same members count each of them once, and two groups of a month add up", () => {
    const months = ["2024-01", "2024-02", "2024-03"].map((to) => ({ ...january, from: to, to }));
    expect(combineReleases(months)?.figures.members).toBe(january.figures.members);
    expect(combineReleases([february, february])?.figures.members).toBe(24);
  });

  test("several releases weigh by their members", () => {
    expect(combineReleases([february, january])).toEqual({
      from: "2023-12",
      to: "2024-02",
      figures: {
        members: 12,
        completions: 40,
        meanScore: 6000,
        // The root of (12 · (600² + 1000²) + 6 · 2000²) / 18.
        scoreDeviation: 1497,
        meanRatios: { onTime: 60, skill: 80, difficulty: 50 },
        bins: [{ low: 0, high: 100, members: 18 }],
      },
    });
  });

  test("a number of months is counted back from the newest release", () => {
    const releases = ["2023-03", "2024-01", "2024-02"].map((to) => ({ to }));
    const list = (months: number) => listNewestReleases(releases, months).map(({ to }) => to);
    expect(list(1)).toEqual(["2024-02"]);
    expect(list(3)).toEqual(["2024-01", "2024-02"]);
    expect(list(12)).toEqual(["2023-03", "2024-01", "2024-02"]);
    expect(listNewestReleases([], 3)).toEqual([]);
  });
});

test.each([
  [undefined, 1],
  ...[7, 28, 29, 30, 31].map((days) => [days, 1] as const),
  ...[90, 91, 92].map((days) => [days, 3] as const),
  ...[365, 366].map((days) => [days, 12] as const),
  ...[1, 6, 8, 27, 32, 89, 93, 364, 367].map((days) => [days, null] as const),
] as const)("days of %s select %s whole months", (days, months) => {
  expect(toReleaseMonths(days)).toBe(months);
});
