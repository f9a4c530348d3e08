import { expect, test } from "vitest";
import { buildScore } from "@/lib/performance/domain/testing/samples";
import { computeTrend } from "./trend";

test.each([
  [8750, 8400, "↑", 350],
  [8406, 8400, "↑", 6],
  [8405, 8400, "→", 5],
  [8400, 8400, "→", 0],
  [8395, 8400, "→", -5],
  [8394, 8400, "↓", -6],
  [0, 10_000, "↓", -10_000],
] as const)(
  "computes for a score of %i after %i the trend %s",
  (now, before, direction, change) => {
    expect(computeTrend(buildScore(now), buildScore(before))).toEqual({ direction, change });
  },
);

test("computes a level trend without a change when a score is unknown", () => {
  expect(computeTrend(null, buildScore(8400))).toEqual({ direction: "→", change: null });
  expect(computeTrend(buildScore(8400), null)).toEqual({ direction: "→", change: null });
});
