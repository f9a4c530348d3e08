import { z } from "zod";
import {
  addDescription,
  asOf,
  count,
  cursorParameter,
  daysParameter,
  idParameter,
  limitParameter,
  score,
  singleLineText,
} from "@/lib/performance/shared/schemas";
import { MAX_SEARCH_LENGTH } from "@/lib/performance/shared/search-limit";
import { latestMetrics, userSummary } from "@/lib/performance/summaries/schemas";
import { meanScores, releaseRange } from "@/lib/performance/summaries/trend-schemas";

export const teamQuery = z.object({
  team_id: idParameter.optional().describe("Only members of this team."),
  limit: limitParameter(100, 1000),
  cursor: cursorParameter,
});
export const topPerformersQuery = z.object({
  team_id: idParameter.optional().describe("Only members of this team."),
  limit: limitParameter(10, 100),
});
export const comparisonQuery = z.object({
  user_id_1: idParameter.describe("The id of a member."),
  user_id_2: z
    .union([z.literal("average"), idParameter], "must be a user id, or average")
    .describe(
      "The id of a member, or `average`: the mean of the active members of the organization.",
    ),
  days: daysParameter(30),
});
export const leaderboardQuery = z.object({
  days: daysParameter(30)
    .removeDefault()
    .optional()
    .describe(
      "The number of local days, ending today; by default the ranking is by the current score.",
    ),
  team_id: idParameter.optional().describe("Only members of this team."),
  limit: limitParameter(100, 1000)
    .removeDefault()
    .optional()
    .describe(
      "The maximum number in this response; by default 100, and 11 with `around`, which is also the maximum there.",
    ),
  cursor: cursorParameter,
  around: idParameter
    .optional()
    .describe("The id of the member in the middle of the page. Not together with `cursor`."),
  search: singleLineText(MAX_SEARCH_LENGTH)
    .optional()
    .describe(
      "Those whose name, as the caller sees it, has this text in it, in any case; not together with `around`.",
    ),
});
export const teamTrendsQuery = z.object({
  days: daysParameter(90),
  team_id: idParameter.optional().describe("Only members of this team."),
});

/** The team of the figures; null where they are of every member in sight. */
export const teamId = z.number().int().nullable();

/** Null where the organization shows no individuals. */
const summaries = z.array(userSummary).nullable();

export const team = z
  .object({
    organization_id: z.number().int(),
    team_id: teamId,
    team_size: count.describe("Active members."),
    rated_members: count
      .nullable()
      .describe("The members with a score, whose average it is; null before the first release."),
    average_performance_score: score,
    top_performers: summaries.describe("The first five ranked members."),
    all_members: summaries.describe(
      "By rank; provisional members after ranked ones, then those without a score.",
    ),
    next_cursor: z.string().nullable(),
    release: releaseRange.optional(),
    as_of: asOf.optional(),
  })
  .meta({ id: "TeamPerformance" });
export type Team = z.infer<typeof team>;

export const topPerformers = z
  .object({
    organization_id: z.number().int(),
    team_id: teamId,
    limit: z.number().int(),
    /** How many this response has. */
    count,
    top_performers: z.array(userSummary).describe("Ranked members, best first."),
    as_of: asOf,
  })
  .meta({ id: "TopPerformers" });
export type TopPerformers = z.infer<typeof topPerformers>;

/** What was completed within the days compared, scored under the current policy. */
const comparedPeriod = z.object({
  tasks_completed: z.number().min(0).nullable(),
  performance_score: score,
  metrics: latestMetrics,
});

const comparedMember = userSummary
  .extend({ period: comparedPeriod })
  .meta({ id: "ComparedMember" });

/**
 * The average of the organization: scores and tasks are means over its members, metrics those of all their completions
 * together.
 */
const comparedAverage = z
  .object({
    user_id: z.null(),
    username: z.literal("average"),
    rated_members: count
      .nullable()
      .describe("The members with a score, whose mean it is; null before the first release."),
    current_performance_score: score,
    tasks_completed: z.number().min(0).nullable(),
    latest_metrics: latestMetrics,
    period: comparedPeriod,
    release: releaseRange.optional(),
  })
  .meta({ id: "ComparedAverage" });

const winner = z.enum(["user_1", "user_2", "tie"]);
const ratioDifference = z.object({ difference: z.number().nullable(), winner });
const componentDifferences = z.object({
  on_time: ratioDifference,
  skill: ratioDifference,
  difficulty: ratioDifference,
});

/** User 1 minus user 2; null, and a tie, where either is unknown. */
const scoreDifference = {
  score_difference: z.number().nullable().describe("Score points."),
  winner,
  components: componentDifferences.describe("Of the ratios 0–1."),
};

export const comparison = z
  .object({
    comparison_period_days: z.number().int(),
    user_1: comparedMember,
    user_2: z.union([comparedMember, comparedAverage]),
    difference: z.object({ ...scoreDifference, period: z.object(scoreDifference) }),
    as_of: asOf.optional(),
  })
  .meta({ id: "Comparison" });
export type Comparison = z.infer<typeof comparison>;
export type ComparedAverage = z.infer<typeof comparedAverage>;
export type ComparedPeriod = z.infer<typeof comparedPeriod>;

export const leaderboardEntry = z
  .object({
    rank: z
      .number()
      .int()
      .min(1)
      .nullable()
      .describe(
        "Among the members of this leaderboard; equal score and tasks share one. Null while provisional.",
      ),
    previous_rank: z
      .number()
      .int()
      .min(1)
      .nullable()
      .describe("In the period before; null without days, and where there was none."),
    movement: z
      .number()
      .int()
      .nullable()
      .describe(
        "Places gained since the period before, negative when lost; null where either rank is unknown.",
      ),
    user_id: z.number().int(),
    username: z.string(),
    display_name: z.string(),
    performance_score: addDescription(score, "The current score, or with days that of the period."),
    tasks_completed: count,
    provisional: z.boolean(),
  })
  .meta({ id: "LeaderboardEntry" });
export type LeaderboardEntry = z.infer<typeof leaderboardEntry>;

export const leaderboard = z
  .object({
    organization_id: z.number().int(),
    team_id: teamId,
    period_days: z
      .number()
      .int()
      .nullable()
      .describe("Null: by the current score, over everything."),
    total_members: count,
    ranked_members: count,
    entries: z.array(leaderboardEntry),
    next_cursor: z.string().nullable(),
    as_of: asOf,
  })
  .meta({ id: "Leaderboard" });
export type Leaderboard = z.infer<typeof leaderboard>;

export const teamTrends = z
  .object({
    organization_id: z.number().int(),
    team_id: teamId,
    period_days: z.number().int(),
    team_members: count.describe("Active members."),
    ...meanScores.shape,
    release: releaseRange.optional(),
    as_of: asOf.optional(),
  })
  .meta({ id: "TeamTrends" });
export type TeamTrends = z.infer<typeof teamTrends>;
