import { describe, expect, it } from "vitest";
import { computeHeat } from "./heat";

const cell = (completions: number | null, ratio: number | null = null) => ({
  weekday: 1,
  hour: 9,
  completions,
  due: completions,
  on_time_ratio: ratio,
});

describe("the heat of an hour", () => {
  it("is 0 without completions, and rises from the fewest to the most completions", () => {
    expect(
      [0, 1, 20, 21, 100].map((count) => computeHeat(cell(count), "completions", 100)),
    ).toEqual([0, 1, 1, 2, 5]);
  });

  it("begins each step of the on-time ratio at its bound, and is 0 where nothing was due", () => {
    const heats = [null, 0, 0.59, 0.6, 0.8999, 0.9, 1].map((ratio) =>
      computeHeat(cell(9, ratio), "on-time", 9),
    );
    expect(heats).toEqual([0, 1, 1, 2, 4, 5, 5]);
  });

  it("is 0 where the value is hidden", () => {
    expect(computeHeat(cell(null), "completions", 40)).toBe(0);
  });
});
