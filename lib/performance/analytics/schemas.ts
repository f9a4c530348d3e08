import { z } from "zod";
import { teamId } from "@/lib/performance/rankings/schemas";
import {
  addDescription,
  asOf,
  count,
  cursorParameter,
  daysParameter,
  idParameter,
  limitParameter,
  score,
} from "@/lib/performance/shared/schemas";
import { latestMetrics } from "@/lib/performance/summaries/schemas";
import { meanScores, releaseRange, trendLine } from "@/lib/performance/summaries/trend-schemas";

export const distributionQuery = z.object({
  team_id: idParameter.optional().describe("Only members of this team."),
});
export const analyticsTrendsQuery = z.object({
  days: daysParameter(90),
  limit: limitParameter(50, 100),
  cursor: cursorParameter,
});
export const analyticsTeamsQuery = z.object({ days: daysParameter(30) });
export const heatmapQuery = z.object({ days: daysParameter(30) });

const joinedBin = z
  .object({ low: count, high: count, members: count })
  .meta({ id: "DistributionBin" });

export const distribution = z
  .object({
    organization_id: z.number().int(),
    team_id: teamId,
    total_members: count.describe("Active members."),
    rated_members: count.nullable().describe("Those of them with a score; the bins add up to it."),
    average_score: score,
    distribution: z
      .object({ "0-20": count, "20-40": count, "40-60": count, "60-80": count, "80-100": count })
      .nullable()
      .describe(
        "Members a bin: `[0,20) [20,40) [40,60) [60,80) [80,100]`. Null where some of them are joined in `bins`.",
      ),
    scores: z
      .array(z.number().min(0).max(100))
      .nullable()
      .describe("Highest first; null where the organization shows no individuals."),
    bins: z
      .array(joinedBin)
      .optional()
      .describe("Members with a score from `low` up to `high`, where the figures are released."),
    release: releaseRange.optional(),
    as_of: asOf.optional(),
  })
  .meta({ id: "Distribution" });
export type Distribution = z.infer<typeof distribution>;

export const statistics = z
  .object({
    organization_id: z.number().int(),
    total_members: count,
    rated_members: count.nullable(),
    statistics: z
      .object({
        average_score: score,
        median_score: score,
        std_deviation: addDescription(score, "Of the whole population."),
        min_score: score,
        max_score: score,
        score_range: score,
      })
      .describe(
        "Over active members with a score; null without any. Released figures have a mean and a deviation only.",
      ),
    release: releaseRange.optional(),
    as_of: asOf.optional(),
  })
  .meta({ id: "Statistics" });
export type Statistics = z.infer<typeof statistics>;

export const analyticsTrends = z
  .object({
    organization_id: z.number().int(),
    period_days: z.number().int(),
    team_members: count.describe("Active members."),
    trends: z
      .array(
        z
          .object({ user_id: z.number().int(), username: z.string(), trends: trendLine })
          .meta({ id: "MemberTrend" }),
      )
      .nullable()
      .describe("A member each, by id; null where the organization shows no individuals."),
    organization: meanScores,
    next_cursor: z.string().nullable(),
    release: releaseRange.optional(),
    as_of: asOf.optional(),
  })
  .meta({ id: "AnalyticsTrends" });
export type AnalyticsTrends = z.infer<typeof analyticsTrends>;

export const analyticsTeams = z
  .object({
    organization_id: z.number().int(),
    period_days: z.number().int(),
    teams: z.array(
      z
        .object({
          team_id: z.number().int(),
          name: z.string(),
          team_size: count.describe("Active members."),
          rated_members: count.nullable(),
          average_score: addDescription(score, "Mean of the current scores."),
          tasks_completed: count
            .nullable()
            .describe(
              "Completions of the period; rounded to tens where released, null before the first release.",
            ),
          metrics: latestMetrics.describe("Of all completions of the period together."),
          release: releaseRange.optional(),
        })
        .meta({ id: "TeamFigures" }),
    ),
    as_of: asOf.optional(),
  })
  .meta({ id: "AnalyticsTeams" });
export type AnalyticsTeams = z.infer<typeof analyticsTeams>;

export const heatmap = z
  .object({
    organization_id: z.number().int(),
    period_days: z.number().int(),
    cells: z
      .array(
        z
          .object({
            weekday: z.number().int().min(1).max(7).describe("ISO 8601: 1 is Monday."),
            hour: z.number().int().min(0).max(23),
            completions: count
              .nullable()
              .describe("Null where you do not see the individuals of the organization."),
            due: count.nullable().describe("Those with a due date."),
            on_time_ratio: latestMetrics.shape.on_time_ratio,
          })
          .meta({ id: "HeatmapCell" }),
      )
      .describe("Every hour of the week, in the organization's time zone."),
    as_of: asOf.optional(),
  })
  .meta({ id: "Heatmap" });
export type Heatmap = z.infer<typeof heatmap>;
