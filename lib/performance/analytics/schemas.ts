import { z } from "zod";
import { teamId } from "@/lib/performance/rankings/schemas";
import {
  asOf,
  count,
  cursorParameter,
  daysParameter,
  idParameter,
  limitParameter,
  score,
} from "@/lib/performance/shared/schemas";
import {
  latestMetrics,
  meanScores,
  releaseRange,
  trendLine,
} from "@/lib/performance/summaries/schemas";

export const distributionQuery = z.object({ team_id: idParameter.optional() });
export const analyticsTrendsQuery = z.object({
  days: daysParameter(90),
  limit: limitParameter(50, 100),
  cursor: cursorParameter,
});
export const analyticsTeamsQuery = z.object({ days: daysParameter(30) });
export const heatmapQuery = z.object({ days: daysParameter(30) });

const joinedBin = z.object({ low: count, high: count, members: count });

export const distribution = z.object({
  organization_id: z.number().int(),
  team_id: teamId,
  /** Active members. */
  total_members: count,
  /** Those of them with a score; the bins add up to it. */
  rated_members: count.nullable(),
  average_score: score,
  /** Members a bin: `[0,20) [20,40) [40,60) [60,80) [80,100]`. Null where some of them are joined in `bins`. */
  distribution: z
    .object({ "0-20": count, "20-40": count, "40-60": count, "60-80": count, "80-100": count })
    .nullable(),
  /** Highest first; null where the organization shows no individuals. */
  scores: z.array(z.number().min(0).max(100)).nullable(),
  /** Members with a score from `low` up to `high`, where the figures are released. */
  bins: z.array(joinedBin).optional(),
  release: releaseRange.optional(),
  as_of: asOf.optional(),
});
export type Distribution = z.infer<typeof distribution>;

export const statistics = z.object({
  organization_id: z.number().int(),
  total_members: count,
  rated_members: count.nullable(),
  /** Over active members with a score; null without any. Released figures have a mean and a deviation only. */
  statistics: z.object({
    average_score: score,
    median_score: score,
    /** Of the whole population. */
    std_deviation: score,
    min_score: score,
    max_score: score,
    score_range: score,
  }),
  release: releaseRange.optional(),
  as_of: asOf.optional(),
});
export type Statistics = z.infer<typeof statistics>;

export const analyticsTrends = z.object({
  organization_id: z.number().int(),
  period_days: z.number().int(),
  /** Active members. */
  team_members: count,
  /** A member each, by id; null where the organization shows no individuals. */
  trends: z
    .array(z.object({ user_id: z.number().int(), username: z.string(), trends: trendLine }))
    .nullable(),
  organization: meanScores,
  next_cursor: z.string().nullable(),
  release: releaseRange.optional(),
  as_of: asOf.optional(),
});
export type AnalyticsTrends = z.infer<typeof analyticsTrends>;

export const analyticsTeams = z.object({
  organization_id: z.number().int(),
  period_days: z.number().int(),
  teams: z.array(
    z.object({
      team_id: z.number().int(),
      name: z.string(),
      /** Active members. */
      team_size: count,
      rated_members: count.nullable(),
      /** Mean of the current scores. */
      average_score: score,
      /** Completions of the period; rounded to tens where released, null before the first release. */
      tasks_completed: count.nullable(),
      /** Of all completions of the period together. */
      metrics: latestMetrics,
      release: releaseRange.optional(),
    }),
  ),
  as_of: asOf.optional(),
});
export type AnalyticsTeams = z.infer<typeof analyticsTeams>;

export const heatmap = z.object({
  organization_id: z.number().int(),
  period_days: z.number().int(),
  /** Every hour of the week, in the organization's time zone. */
  cells: z.array(
    z.object({
      /** ISO 8601: 1 is Monday. */
      weekday: z.number().int().min(1).max(7),
      hour: z.number().int().min(0).max(23),
      /** Null where you do not see the individuals of the organization. */
      completions: count.nullable(),
      /** Those with a due date. */
      due: count.nullable(),
      on_time_ratio: latestMetrics.shape.on_time_ratio,
    }),
  ),
  as_of: asOf.optional(),
});
export type Heatmap = z.infer<typeof heatmap>;
