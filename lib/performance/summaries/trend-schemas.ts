import { z } from "zod";
import {
  addDescription,
  asOf,
  count,
  instant,
  localDate,
  percent,
  score,
} from "@/lib/performance/shared/schemas";

/** A member's score over a period. */
export const trendLine = z
  .object({
    user_id: z.number().int(),
    period_days: z.number().int(),
    score_before: addDescription(
      score,
      "At the end of the day before the period; null without a score.",
    ),
    score_after: addDescription(score, "At the end of the period; null without a score."),
    change: z
      .number()
      .nullable()
      .describe(
        "Score points from `score_before`, or without one from the first point; null without a score.",
      ),
    data_points: count.describe(
      "One point per day on which the score may have changed: a day with a completion, or a change of the policy.",
    ),
    dates: z.array(localDate),
    performance_scores: z.array(score),
    on_time_ratios: z.array(percent),
    skill_accuracies: z.array(percent),
    difficulty_factors: z.array(percent),
    statistics: z
      .object({
        average_score: score,
        max_score: score,
        min_score: score,
        score_range: score,
      })
      .describe("Over the points that have a score; null where none has."),
  })
  .meta({ id: "TrendLine" });

export type TrendLine = z.infer<typeof trendLine>;

/** What a chart marks on a day: a policy that came into force, or a correction that was made. */
const trendMark = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("policy"),
      date: localDate,
      policy_version: z.number().int().min(1),
    }),
    z.object({
      kind: z.literal("correction"),
      date: localDate.describe(
        "The day on which it was made. It moves the points from the day of the work on.",
      ),
      entry_id: z.number().int(),
    }),
  ])
  .meta({ id: "TrendMark" });

export const userTrends = trendLine
  .extend({
    marks: z.array(trendMark).describe("By day."),
    as_of: asOf,
  })
  .meta({ id: "UserTrends" });

export type UserTrends = z.infer<typeof userTrends>;

/**
 * The mean of the members' scores at the end of each local day on which one of them completed something: each member's
 * latest score up to that day.
 */
export const meanScores = z
  .object({
    data_points: count,
    dates: z.array(localDate),
    average_scores: z.array(score),
    rated_members: z.array(count).describe("The members with a score by then, whose mean it is."),
  })
  .meta({ id: "MeanScores" });
export type MeanScores = z.infer<typeof meanScores>;

/**
 * What the figures of a group were released for, where the caller does not see its individuals: they are computed once,
 * after the end of a month. Null before the first release; absent from live figures.
 */
export const releaseRange = z
  .object({ from: localDate, to: localDate, released_at: instant })
  .meta({ id: "ReleaseRange" })
  .nullable()
  .describe(
    "What the figures of a group were released for, where you do not see its individuals. Null before the first release; absent from live figures.",
  );

export type ReleaseRange = z.infer<typeof releaseRange>;
