import { z } from "zod";
import {
  asOf,
  count,
  cursorParameter,
  daysParameter,
  hours,
  idParameter,
  instant,
  limitParameter,
  localDate,
  perComponent,
  percent,
  ratio,
  score,
  speed,
  wholeNumber,
} from "@/lib/performance/shared/schemas";

export const userParams = z.object({ id: idParameter });

export const entryKind = z.enum(["completion", "late", "reversal", "correction", "policy"]);

/** Entries match all filters. */
export const onlyParameter = z
  .enum(["late", "moved"])
  .describe(
    "Entries by which completions count that were late, or whose due date was moved since the member has the assignment.",
  )
  .optional();

export const historyQuery = z.object({
  days: daysParameter(30),
  limit: limitParameter(100, 1000),
  cursor: cursorParameter,
  kind: entryKind.optional(),
  entry_id: idParameter.optional(),
  assignment_id: idParameter.optional(),
  evidence: z
    .enum(["tasks", "due", "skill_rated", "difficulty_rated", "timed"])
    .describe(
      "Entries by which the completions count that a figure of the summary rests on: over all days as many as its `tasks_completed` or its `evidence`.",
    )
    .optional(),
  only: onlyParameter,
});
export type HistoryQuery = z.output<typeof historyQuery>;

export const trendsQuery = z.object({
  days: daysParameter(90),
  offset_days: wholeNumber(
    0,
    36_500,
    "How many local days before today the period ends; with the number of `days` it is the period before.",
  ).default(0),
});
export type TrendsQuery = z.output<typeof trendsQuery>;

export const latestMetrics = z.object({
  on_time_ratio: ratio,
  skill_accuracy: ratio,
  difficulty_factor: ratio,
  avg_completion_speed: speed,
});

export const trend = z.object({
  direction: z.enum(["↑", "↓", "→"]),
  /** Score points since the period began; null without a score. */
  change: z.number().nullable(),
  period_days: z.number().int(),
});

/** How many completions each metric rests on. */
export const evidence = z.object({
  due: count,
  skill_rated: count,
  difficulty_rated: count,
  timed: count,
});

/** The same, and what is known of the due dates that they were counted against. */
export const summaryEvidence = evidence.extend({
  /** Completions whose due date was moved since the member has the assignment, other than for an absence. */
  due_moved: count,
  /** Those whose due date was so moved after it had passed, or to one that had passed. */
  due_moved_after: count,
  /** Completions whose due date was moved for an absence. */
  due_moved_for_absence: count,
  /** Completions with a due date of which nothing says since when it was set. */
  due_unrecorded: count,
});

/** What was completed in the last local days. */
const recentFigures = z.object({
  period_days: z.number().int(),
  performance_score: score,
  /** True while a component that counts rests on fewer of these completions than the policy's minimum sample. */
  provisional: z.boolean(),
  tasks_completed: count,
  metrics: latestMetrics,
  evidence,
});

const summaryFields = {
  display_name: z.string(),
  /** True while a component that counts rests on fewer completions than the policy's minimum sample. */
  provisional: z.boolean(),
  /** Place among ranked members; null while provisional, or where the caller may not see it. */
  rank: z.number().int().min(1).nullable(),
  /** Share (0–1) of ranked members whose score is not above this one; null without a rank. */
  percentile: ratio,
  evidence: summaryEvidence,
  /** The figures of the completions of the last 90 local days, under the policy in force; null without one. */
  recent: recentFigures.nullable(),
  /** The parts of the score; they add up to it. */
  points: perComponent,
  policy_version: z.number().int().min(1),
  /** What share of the weights each component has; it is shared among the components that have evidence. */
  weights: z.object({ on_time: ratio, skill: ratio, difficulty: ratio }),
};

export const userSummary = z.object({
  user_id: z.number().int(),
  username: z.string(),
  current_performance_score: score,
  tasks_completed: count,
  avg_completion_time: hours,
  experience_level: z.number().int().min(1),
  latest_metrics: latestMetrics,
  trend,
  ...summaryFields,
});
export type UserSummary = z.infer<typeof userSummary>;

export const userSummaryResponse = userSummary.extend({ as_of: asOf });
export type UserSummaryResponse = z.infer<typeof userSummaryResponse>;

export const userMetrics = z.object({
  user_id: z.number().int(),
  username: z.string(),
  performance_score: score,
  tasks_completed: count,
  avg_completion_time: hours,
  experience_level: z.number().int().min(1),
  metrics: latestMetrics,
  trend,
  ...summaryFields,
  as_of: asOf,
});
export type UserMetrics = z.infer<typeof userMetrics>;

export const historyEntry = z.object({
  id: z.number().int(),
  /** When the entry takes effect; never runs backwards for one member. */
  created_at: instant,
  tasks_completed: count,
  on_time_ratio: ratio,
  skill_accuracy: ratio,
  difficulty_factor: ratio,
  avg_completion_time: hours,
  avg_completion_speed: speed,
  performance_score: score,
  /** Null for the first score, and where a score vanished. */
  score_change: z.number().nullable(),
  kind: entryKind,
  assignment_id: z.number().int().nullable(),
  assignment_title: z.string().nullable(),
  /** How many completions each figure rested on. */
  evidence,
  /** The parts of the change; they add up to it. */
  contributions: perComponent,
  /** The wall clock when the entry was written. */
  recorded_at: instant,
  /** The id of the entry that this one corrects or reverses. */
  corrects: z.number().int().nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

/** What a completion counts by, as known now. */
export const completedWork = z.object({
  completed_at: instant,
  /** The local day on which it counts. */
  completed_on: localDate,
  /** The due date that counts; null without one. */
  due_at: instant.nullable(),
  /** Null without a due date. */
  on_time: z.boolean().nullable(),
  days_early: z
    .number()
    .nullable()
    .describe("Days with two decimals, negative is late; null without a due date."),
  /** 0–10; null when not rated. */
  difficulty: z.number().min(0).max(10).nullable(),
  skill_match: ratio,
  /** Whether the due date was moved since the member has the assignment, also for an absence. */
  due_moved: z.boolean(),
});
export type CompletedWork = z.infer<typeof completedWork>;

export const contestStatus = z.enum(["open", "upheld", "rejected", "withdrawn"]);

/** An entry of a history, and its contest. */
export const contestableEntry = z.object({
  ...historyEntry.shape,
  /** What the assignment counts for now; null where it does not count for this member. */
  work: completedWork.nullable(),
  /** Whether it is the caller's own, counts, and is not contested at the moment. */
  contestable: z.boolean(),
  /** The last contest of the entry that was not withdrawn; null without one. */
  contest: z.object({ id: z.number().int(), status: contestStatus }).nullable(),
});
export type ContestableEntry = z.infer<typeof contestableEntry>;

export const userHistory = z.object({
  user_id: z.number().int(),
  period_days: z.number().int(),
  /** All entries of the period, however many this page shows. */
  total_entries: count,
  entries: z.array(contestableEntry),
  next_cursor: z.string().nullable(),
  as_of: asOf,
});
export type UserHistory = z.infer<typeof userHistory>;

/** A member's score over a period. */
export const trendLine = z.object({
  user_id: z.number().int(),
  period_days: z.number().int(),
  /** At the end of the day before the period; null without a score. */
  score_before: score,
  /** At the end of the period; null without a score. */
  score_after: score,
  /** Score points from `score_before`, or without one from the first point; null without a score. */
  change: z.number().nullable(),
  /** One point per day on which the score may have changed: a day with a completion, or a change of the policy. */
  data_points: count,
  dates: z.array(localDate),
  performance_scores: z.array(score),
  on_time_ratios: z.array(percent),
  skill_accuracies: z.array(percent),
  difficulty_factors: z.array(percent),
  /** Over the points that have a score; null where none has. */
  statistics: z.object({
    average_score: score,
    max_score: score,
    min_score: score,
    score_range: score,
  }),
});
export type TrendLine = z.infer<typeof trendLine>;

/** What a chart marks on a day: a policy that came into force, or a correction that was made. */
const trendMark = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("policy"),
    date: localDate,
    policy_version: z.number().int().min(1),
  }),
  z.object({
    kind: z.literal("correction"),
    /** The day on which it was made. It moves the points from the day of the work on. */
    date: localDate,
    entry_id: z.number().int(),
  }),
]);

export const userTrends = trendLine.extend({
  /** By day. */
  marks: z.array(trendMark),
  as_of: asOf,
});
export type UserTrends = z.infer<typeof userTrends>;

/**
 * The mean of the members' scores at the end of each local day on which one of them completed something: each member's
 * latest score up to that day.
 */
export const meanScores = z.object({
  data_points: count,
  dates: z.array(localDate),
  average_scores: z.array(score),
  /** The members with a score by then, whose mean it is. */
  rated_members: z.array(count),
});

/**
 * What the figures of a group were released for, where the caller does not see its individuals: they are computed once,
 * after the end of a month. Null before the first release; absent from live figures.
 */
export const releaseRange = z
  .object({ from: localDate, to: localDate, released_at: instant })
  .nullable()
  .describe(
    "What the figures of a group were released for, where you do not see its individuals. Null before the first release; absent from live figures.",
  );
export type ReleaseRange = z.infer<typeof releaseRange>;

export type MeanScores = z.infer<typeof meanScores>;
