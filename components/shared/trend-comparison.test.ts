import { describe, expect, it } from "vitest";
import type { UserTrends } from "@/lib/performance/summaries/trend-schemas";
import { alignDays, alignEarlierPoints, compareTrends } from "./trend-comparison";

function trends(
  average: number | null,
  points: Readonly<Record<string, number | null>>,
): UserTrends {
  const days = Object.keys(points);
  const ratios = days.map(() => null);
  return {
    ...{ user_id: 1, period_days: 30, data_points: days.length, dates: days },
    ...{ score_before: null, score_after: Object.values(points).at(-1) ?? null, change: null },
    ...{ marks: [], as_of: { entry_id: 1, policy_version: 1, day: "2026-03-30" } },
    performance_scores: Object.values(points),
    ...{ on_time_ratios: ratios, skill_accuracies: ratios, difficulty_factors: ratios },
    statistics: { average_score: average, max_score: null, min_score: null, score_range: null },
  };
}

const now = trends(84.32, { "2026-03-01": 84, "2026-03-30": 84.64 });
const before = trends(81.1, { "2026-01-30": 80, "2026-02-28": null });

describe("a comparison of two periods", () => {
  it("puts each earlier point on the day as far into the period, across ends of months", () => {
    expect(alignEarlierPoints(before)).toEqual([
      { day: "2026-03-01", value: 80 },
      { day: "2026-03-30", value: null },
    ]);
  });

  it("has a row for each day, the newest first, and keeps missing values missing", () => {
    expect(alignDays(now, before)).toEqual([
      { day: "2026-03-30", dayBefore: "2026-02-28", now: 84.64, before: null },
      { day: "2026-03-01", dayBefore: "2026-01-30", now: 84, before: 80 },
    ]);
  });

  it("has differences to the hundredth, and none where a period has no score", () => {
    expect(compareTrends(now, before)).toEqual({
      average: { now: 84.32, before: 81.1, change: 3.22 },
      end: { now: 84.64, before: null, change: null },
    });
    expect(compareTrends(now, trends(null, {})).average.change).toBeNull();
  });
});
