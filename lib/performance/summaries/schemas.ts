import { z } from "zod";
import {
  addDescription,
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
  ratio,
  score,
  speed,
  wholeNumber,
} from "@/lib/performance/shared/schemas";

export const userParams = z.object({ id: idParameter.describe("The id of the member.") });

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
  kind: entryKind.optional().describe("Only entries of this kind."),
  entry_id: idParameter.optional().describe("Only this entry."),
  assignment_id: idParameter.optional().describe("Only entries about this assignment."),
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
  offset_days: wholeNumber(0, 36_500)
    .describe(
      "How many local days before today the period ends; with the number of `days` it is the period before.",
    )
    .default(0),
});
export type TrendsQuery = z.output<typeof trendsQuery>;

export const latestMetrics = z
  .object({
    on_time_ratio: ratio,
    skill_accuracy: ratio,
    difficulty_factor: ratio,
    avg_completion_speed: speed,
  })
  .meta({ id: "LatestMetrics" });

export const trend = z
  .object({
    direction: z.enum(["↑", "↓", "→"]),
    change: z
      .number()
      .nullable()
      .describe("Score points since the period began; null without a score."),
    period_days: z.number().int(),
  })
  .meta({ id: "Trend" });

/** How many completions each metric rests on. */
export const evidence = z
  .object({
    due: count,
    skill_rated: count,
    difficulty_rated: count,
    timed: count,
  })
  .meta({ id: "Evidence" });

/** The same, and what is known of the due dates that they were counted against. */
export const summaryEvidence = evidence
  .extend({
    due_moved: count.describe(
      "Completions whose due date was moved since the member has the assignment, other than for an absence.",
    ),
    due_moved_after: count.describe(
      "Those whose due date was so moved after it had passed, or to one that had passed.",
    ),
    due_moved_for_absence: count.describe("Completions whose due date was moved for an absence."),
    due_unrecorded: count.describe(
      "Completions with a due date of which nothing says since when it was set.",
    ),
  })
  .meta({ id: "SummaryEvidence" });

/** What was completed in the last local days. */
const recentFigures = z.object({
  period_days: z.number().int(),
  performance_score: score,
  provisional: z
    .boolean()
    .describe(
      "True while a component that counts rests on fewer of these completions than the policy's minimum sample.",
    ),
  tasks_completed: count,
  metrics: latestMetrics,
  evidence,
});

const summaryFields = {
  display_name: z.string(),
  provisional: z
    .boolean()
    .describe(
      "True while a component that counts rests on fewer completions than the policy's minimum sample.",
    ),
  rank: z
    .number()
    .int()
    .min(1)
    .nullable()
    .describe(
      "Place among ranked members; null while provisional, or where the caller may not see it.",
    ),
  percentile: addDescription(
    ratio,
    "Share (0–1) of ranked members whose score is not above this one; null without a rank.",
  ),
  evidence: summaryEvidence,
  recent: recentFigures
    .nullable()
    .describe(
      "The figures of the completions of the last 90 local days, under the policy in force; null without one.",
    ),
  points: perComponent.describe("The parts of the score; they add up to it."),
  policy_version: z.number().int().min(1),
  weights: z
    .object({ on_time: ratio, skill: ratio, difficulty: ratio })
    .describe(
      "What share of the weights each component has; it is shared among the components that have evidence.",
    ),
};

export const userSummary = z
  .object({
    user_id: z.number().int(),
    username: z.string(),
    current_performance_score: score,
    tasks_completed: count,
    avg_completion_time: hours,
    experience_level: z.number().int().min(1),
    latest_metrics: latestMetrics,
    trend,
    ...summaryFields,
  })
  .meta({ id: "UserSummary" });
export type UserSummary = z.infer<typeof userSummary>;

export const userSummaryResponse = userSummary
  .extend({ as_of: asOf })
  .meta({ id: "UserSummaryResponse" });
export type UserSummaryResponse = z.infer<typeof userSummaryResponse>;

export const userMetrics = z
  .object({
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
  })
  .meta({ id: "UserMetrics" });
export type UserMetrics = z.infer<typeof userMetrics>;

export const historyEntry = z
  .object({
    id: z.number().int(),
    created_at: instant.describe(
      "When the entry takes effect; never runs backwards for one member.",
    ),
    tasks_completed: count,
    on_time_ratio: ratio,
    skill_accuracy: ratio,
    difficulty_factor: ratio,
    avg_completion_time: hours,
    avg_completion_speed: speed,
    performance_score: score,
    score_change: z
      .number()
      .nullable()
      .describe("Null for the first score, and where a score vanished."),
    kind: entryKind,
    assignment_id: z.number().int().nullable(),
    assignment_title: z.string().nullable(),
    /** How many completions each figure rested on. */
    evidence,
    contributions: perComponent.describe("The parts of the change; they add up to it."),
    recorded_at: instant.describe("The wall clock when the entry was written."),
    corrects: z
      .number()
      .int()
      .nullable()
      .describe("The id of the entry that this one corrects or reverses."),
  })
  .meta({ id: "HistoryEntry" });
export type HistoryEntry = z.infer<typeof historyEntry>;

/** What a completion counts by, as known now. */
export const completedWork = z
  .object({
    completed_at: instant,
    completed_on: localDate.describe("The local day on which it counts."),
    due_at: instant.nullable().describe("The due date that counts; null without one."),
    on_time: z.boolean().nullable().describe("Null without a due date."),
    days_early: z
      .number()
      .nullable()
      .describe("Days with two decimals, negative is late; null without a due date."),
    difficulty: z.number().min(0).max(10).nullable().describe("0–10; null when not rated."),
    skill_match: ratio,
    due_moved: z
      .boolean()
      .describe(
        "Whether the due date was moved since the member has the assignment, also for an absence.",
      ),
  })
  .meta({ id: "CompletedWork" });
export type CompletedWork = z.infer<typeof completedWork>;

export const contestStatus = z.enum(["open", "upheld", "rejected", "withdrawn"]);

/** An entry of a history, and its contest. */
export const contestableEntry = z
  .object({
    ...historyEntry.shape,
    work: completedWork
      .nullable()
      .describe(
        "What the assignment counts for now; null where it does not count for this member.",
      ),
    contestable: z
      .boolean()
      .describe("Whether it is the caller's own, counts, and is not contested at the moment."),
    contest: z
      .object({ id: z.number().int(), status: contestStatus })
      .nullable()
      .describe("The last contest of the entry that was not withdrawn; null without one."),
  })
  .meta({ id: "ContestableEntry" });
export type ContestableEntry = z.infer<typeof contestableEntry>;

export const userHistory = z
  .object({
    user_id: z.number().int(),
    period_days: z.number().int(),
    total_entries: count.describe("All entries of the period, however many this page shows."),
    entries: z.array(contestableEntry),
    next_cursor: z.string().nullable(),
    as_of: asOf,
  })
  .meta({ id: "UserHistory" });
export type UserHistory = z.infer<typeof userHistory>;
