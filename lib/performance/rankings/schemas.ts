import { z } from "zod";
import {
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
import {
  latestMetrics,
  meanScores,
  releaseRange,
  userSummary,
} from "@/lib/performance/summaries/schemas";

export const teamQuery = z.object({
  team_id: idParameter.optional(),
  limit: limitParameter(100, 1000),
  cursor: cursorParameter,
});
export const topPerformersQuery = z.object({
  team_id: idParameter.optional(),
  limit: limitParameter(10, 100),
});
export const comparisonQuery = z.object({
  user_id_1: idParameter,
  /** A member, or `average`: the mean of all active members of the organization. */
  user_id_2: z.union([z.literal("average"), idParameter], "must be a user id, or average"),
  days: daysParameter(30),
});
export const leaderboardQuery = z.object({
  /** Absent: by the current score. */
  days: daysParameter(30).removeDefault().optional(),
  team_id: idParameter.optional(),
  /** Default: 100; around the caller's own rank 11, which is also the maximum. */
  limit: limitParameter(100, 1000).removeDefault().optional(),
  cursor: cursorParameter,
  /** A member in whose place the page is centred; not together with `cursor`. */
  around: idParameter.optional(),
  /** Those whose name, as the caller sees it, has this text in it, in any case; not together with `around`. */
  search: singleLineText(MAX_SEARCH_LENGTH).optional(),
});
export const teamTrendsQuery = z.object({
  days: daysParameter(90),
  team_id: idParameter.optional(),
});

/** The team of the figures; null where they are of every member in sight. */
export const teamId = z.number().int().nullable();

/** Null where the organization shows no individuals. */
const summaries = z.array(userSummary).nullable();

export const team = z.object({
  organization_id: z.number().int(),
  team_id: teamId,
  /** Active members. */
  team_size: count,
  /** The members with a score, whose average it is; null before the first release. */
  rated_members: count.nullable(),
  average_performance_score: score,
  /** The first five ranked members. */
  top_performers: summaries,
  /** By rank; provisional members after ranked ones, then those without a score. */
  all_members: summaries,
  next_cursor: z.string().nullable(),
  release: releaseRange.optional(),
  as_of: asOf.optional(),
});
export type Team = z.infer<typeof team>;

export const topPerformers = z.object({
  organization_id: z.number().int(),
  team_id: teamId,
  limit: z.number().int(),
  /** How many this response has. */
  count,
  /** Ranked members, best first. */
  top_performers: z.array(userSummary),
  as_of: asOf,
});
export type TopPerformers = z.infer<typeof topPerformers>;

/** What was completed within the days compared, scored under the current policy. */
const comparedPeriod = z.object({
  tasks_completed: z.number().min(0).nullable(),
  performance_score: score,
  metrics: latestMetrics,
});

const comparedMember = userSummary.extend({ period: comparedPeriod });

/**
 * The average of the organization: scores and tasks are means over its members, metrics those of all their completions
 * together.
 */
const comparedAverage = z.object({
  user_id: z.null(),
  username: z.literal("average"),
  /** The members with a score, whose mean it is; null before the first release. */
  rated_members: count.nullable(),
  current_performance_score: score,
  tasks_completed: z.number().min(0).nullable(),
  latest_metrics: latestMetrics,
  period: comparedPeriod,
  release: releaseRange.optional(),
});

const winner = z.enum(["user_1", "user_2", "tie"]);
const ratioDifference = z.object({ difference: z.number().nullable(), winner });
const componentDifferences = z.object({
  on_time: ratioDifference,
  skill: ratioDifference,
  difficulty: ratioDifference,
});

/** User 1 minus user 2; null, and a tie, where either is unknown. */
const scoreDifference = {
  /** Score points. */
  score_difference: z.number().nullable(),
  winner,
  /** Of the ratios 0–1. */
  components: componentDifferences,
};

export const comparison = z.object({
  comparison_period_days: z.number().int(),
  user_1: comparedMember,
  user_2: z.union([comparedMember, comparedAverage]),
  difference: z.object({ ...scoreDifference, period: z.object(scoreDifference) }),
  as_of: asOf.optional(),
});
export type Comparison = z.infer<typeof comparison>;
export type ComparedAverage = z.infer<typeof comparedAverage>;
export type ComparedPeriod = z.infer<typeof comparedPeriod>;

export const leaderboardEntry = z.object({
  /** Among the members of this leaderboard; equal score and tasks share one. Null while provisional. */
  rank: z.number().int().min(1).nullable(),
  /** In the period before; null without days, and where there was none. */
  previous_rank: z.number().int().min(1).nullable(),
  /** Places gained since the period before, negative when lost; null where either rank is unknown. */
  movement: z.number().int().nullable(),
  user_id: z.number().int(),
  username: z.string(),
  display_name: z.string(),
  /** The current score, or with days that of the period. */
  performance_score: score,
  tasks_completed: count,
  provisional: z.boolean(),
});
export type LeaderboardEntry = z.infer<typeof leaderboardEntry>;

export const leaderboard = z.object({
  organization_id: z.number().int(),
  team_id: teamId,
  /** Null: by the current score, over everything. */
  period_days: z.number().int().nullable(),
  total_members: count,
  ranked_members: count,
  entries: z.array(leaderboardEntry),
  next_cursor: z.string().nullable(),
  as_of: asOf,
});
export type Leaderboard = z.infer<typeof leaderboard>;

export const teamTrends = z.object({
  organization_id: z.number().int(),
  team_id: teamId,
  period_days: z.number().int(),
  /** Active members. */
  team_members: count,
  ...meanScores.shape,
  release: releaseRange.optional(),
  as_of: asOf.optional(),
});
export type TeamTrends = z.infer<typeof teamTrends>;
