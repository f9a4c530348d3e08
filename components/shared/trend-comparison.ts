import { addDays } from "@/components/charts/local-days";
import {
  parseScore,
  subtractScores,
  toDecimalScore,
} from "@/lib/performance/domain/units/score-hundredths";
import type { UserTrends } from "@/lib/performance/summaries/trend-schemas";

type Point = { readonly day: string; readonly value: number | null };

/** A figure of both periods in score points; the change is null where one of them is not known. */
export type Compared = {
  readonly now: number | null;
  readonly before: number | null;
  readonly change: number | null;
};

export function getPoints(trends: UserTrends): readonly Point[] {
  return trends.dates.map((day, index) => ({
    day,
    value: trends.performance_scores[index] ?? null,
  }));
}

/** The points of the earlier period, each over the day as far into the current one. */
export function alignEarlierPoints(previous: UserTrends): readonly Point[] {
  return getPoints(previous).map(({ day, value }) => ({
    day: addDays(day, previous.period_days),
    value,
  }));
}

/** The means of both periods, and the score at the end of each. */
export function compareTrends(
  trends: UserTrends,
  previous: UserTrends,
): { readonly average: Compared; readonly end: Compared } {
  return {
    average: compare(trends.statistics.average_score, previous.statistics.average_score),
    end: compare(trends.score_after, previous.score_after),
  };
}

/** The rows of the table: every day with a completion in either period, the newest first. */
export function alignDays(trends: UserTrends, previous: UserTrends) {
  const now = new Map(getPoints(trends).map(({ day, value }) => [day, value]));
  const before = new Map(alignEarlierPoints(previous).map(({ day, value }) => [day, value]));
  return [...new Set([...now.keys(), ...before.keys()])]
    .sort()
    .reverse()
    .map((day) => ({
      day,
      dayBefore: addDays(day, -previous.period_days),
      now: now.get(day) ?? null,
      before: before.get(day) ?? null,
    }));
}

function compare(now: number | null, before: number | null): Compared {
  if (now === null || before === null) return { now, before, change: null };
  // In whole hundredths: 84.32 − 81.1 is not 3.22 in doubles.
  const change = subtractScores(parseScore(now), parseScore(before));
  return { now, before, change: toDecimalScore(change) };
}
