import { z } from "zod";

/** The largest id of a PostgreSQL `integer`. */
const LARGEST_INTEGER_ID = 2_147_483_647;

const wholeNumber = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, `must be a whole number from ${minimum} to ${maximum}`)
    .transform(Number)
    .refine(
      (value) => value >= minimum && value <= maximum,
      `must be a whole number from ${minimum} to ${maximum}`,
    );

/** An id as it stands in a path or query: a positive whole number. */
export const idParameter = wholeNumber(1, LARGEST_INTEGER_ID);

/** The number of local days that end today, 1–36500. */
export const daysParameter = (preset: number) => wholeNumber(1, 36_500).default(preset);

export const limitParameter = (preset: number, maximum: number) =>
  wholeNumber(1, maximum).default(preset);

/** Opaque: what the last answer gave as `next_cursor`. */
export const cursorParameter = z.string().min(1).max(200).optional();

export const userParams = z.object({ id: idParameter });
export const noQuery = z.object({});
export const historyQuery = z.object({
  days: daysParameter(30),
  limit: limitParameter(100, 1000),
  cursor: cursorParameter,
});
export const trendsQuery = z.object({ days: daysParameter(90) });

/** 0–100 with two decimals; null without evidence. */
const score = z.number().min(0).max(100).nullable();
/** 0–1 with four decimals; null without evidence. */
const ratio = z.number().min(0).max(1).nullable();
/** 0–100 with two decimals: a ratio in percent; null without evidence. */
const percent = z.number().min(0).max(100).nullable();
/** Hours with two decimals; null when no completion has a known start. */
const hours = z.number().min(0).nullable();
/** Days with two decimals, positive is early; null when nothing had a due date. */
const speed = z.number().nullable();
const count = z.number().int().min(0);
/** ISO 8601, UTC, with `Z`. */
const instant = z.iso.datetime();
/** `YYYY-MM-DD` in the organization's zone. */
const localDate = z.iso.date();

/** Parts of a score or of its change, in score points with two decimals; null where a component has no evidence. */
const perComponent = z.object({
  on_time: z.number().nullable(),
  skill: z.number().nullable(),
  difficulty: z.number().nullable(),
});

const latestMetrics = z.object({
  on_time_ratio: ratio,
  skill_accuracy: ratio,
  difficulty_factor: ratio,
  avg_completion_speed: speed,
});

const trend = z.object({
  direction: z.enum(["↑", "↓", "→"]),
  /** Score points since the period began; null without a score. */
  change: z.number().nullable(),
  period_days: z.number().int(),
});

/** How many completions each metric rests on. */
const evidence = z.object({
  due: count,
  skill_rated: count,
  difficulty_rated: count,
  timed: count,
});

const standing = {
  display_name: z.string(),
  /** True while a component that counts rests on fewer completions than the policy's minimum sample. */
  provisional: z.boolean(),
  /** Place among ranked members; null while provisional, or where the caller may not see it. */
  rank: z.number().int().min(1).nullable(),
  /** Share (0–1) of ranked members whose score is not above this one; null without a rank. */
  percentile: ratio,
  evidence,
  /** The parts of the score; they add up to it. */
  points: perComponent,
  policy_version: z.number().int().min(1),
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
  ...standing,
});
export type UserSummary = z.infer<typeof userSummary>;

export const userMetrics = z.object({
  user_id: z.number().int(),
  username: z.string(),
  performance_score: score,
  tasks_completed: count,
  avg_completion_time: hours,
  experience_level: z.number().int().min(1),
  metrics: latestMetrics,
  trend,
  ...standing,
});
export type UserMetrics = z.infer<typeof userMetrics>;

export const entryKind = z.enum(["completion", "late", "reversal", "correction", "policy"]);

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
  /** The parts of the change; they add up to it. */
  contributions: perComponent,
  /** The wall clock when the entry was written. */
  recorded_at: instant,
  /** The id of the entry that this one answers. */
  corrects: z.number().int().nullable(),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

export const userHistory = z.object({
  user_id: z.number().int(),
  period_days: z.number().int(),
  /** All entries of the period, however many this page shows. */
  total_entries: count,
  entries: z.array(historyEntry),
  next_cursor: z.string().nullable(),
});
export type UserHistory = z.infer<typeof userHistory>;

export const userTrends = z.object({
  user_id: z.number().int(),
  period_days: z.number().int(),
  /** One point per day with a completion; the value between two days has not changed. */
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
export type UserTrends = z.infer<typeof userTrends>;
