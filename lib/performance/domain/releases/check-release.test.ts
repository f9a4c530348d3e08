import { describe, expect, test } from "vitest";
import { buildPolicy } from "@/lib/performance/domain/testing/samples";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { toScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import { checkRelease, type ReleasedPart } from "./check-release";
import { RELEASE_ALGORITHM } from "./release-figures";
import { buildFigures, buildFullSums, listNumbers } from "./testing/release-samples";

const buildPart = (userId: MemberId, differences: Partial<ReleasedPart> = {}): ReleasedPart => ({
  ...{ releaseId: 7n, userId, teamId: 1, lastEntryId: BigInt(userId), isCounted: true },
  ...{ sums: buildFullSums(2), isExpired: false },
  ...differences,
});

const figures = buildFigures({
  meanScore: 8400,
  bins: [
    ...[0, 20, 40, 60].map((low) => ({ low, high: low + 20, members: 0 })),
    { low: 80, high: 100, members: 6 },
  ],
});
const parts = listNumbers(1, 6).map((userId) => buildPart(userId));
const check = (
  stored: typeof figures,
  of: readonly ReleasedPart[],
  algorithm = RELEASE_ALGORITHM,
) =>
  checkRelease({ id: 7n, threshold: 5, algorithm, figures: stored }, of, buildPolicy()).map(
    ({ what }) => what,
  );

describe("a stored release", () => {
  test("has the figures of its parts, and those of members outside its figures do not matter", () => {
    const outside = buildPart(7, { isCounted: false, sums: buildFullSums(-1) });
    expect(check(figures, [...parts, outside])).toEqual([]);
  });

  test("cannot be recomputed where the entries of a counted member expired, and only there", () => {
    const expired = { sums: null, isExpired: true };
    const rest = parts.slice(1);
    expect(check({ ...figures, completions: 20 }, [buildPart(1, expired), ...rest])).toEqual([]);
    const uncounted = buildPart(7, { ...expired, isCounted: false });
    expect(check({ ...figures, completions: 20 }, [...parts, uncounted])).toEqual([
      "release 7: figures",
    ]);
    expect(check(figures, [buildPart(1, expired), buildPart(2, { sums: null })])).toEqual([
      "release 7: team of entry 2",
    ]);
  });

  test("differs where a figure or what it counts was changed", () => {
    const difference = ["release 7: figures"];
    expect(check({ ...figures, completions: 20 }, parts)).toEqual(difference);
    expect(check(figures, parts.slice(1))).toEqual(difference);
    expect(check(figures, [])).toEqual(difference);
    const other = buildPart(1, { sums: buildFullSums(2, { onTime: 0 }) });
    expect(check(figures, [other, ...parts.slice(1)])).toEqual(difference);
  });

  test("differs where another version of the algorithm computed it", () => {
    expect(check(figures, parts, 2)).toEqual(["release 7: version of the algorithm"]);
  });

  test("is recomputed without a component that it left out, however many members have it", () => {
    const meanRatios = { ...figures.meanRatios, skill: null };
    // The mean of 1 and 0.5, by their weights.
    const meanScore = toScoreHundredths(8571);
    expect(check({ ...figures, meanScore, meanRatios }, parts)).toEqual([]);
  });

  test("differs where an entry that it counts is of another member or team", () => {
    const misplaced = buildPart(1, { sums: null });
    expect(check(figures, [misplaced, ...parts.slice(1)])).toEqual(["release 7: team of entry 1"]);
  });
});
