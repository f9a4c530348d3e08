import type { AsOf } from "@/lib/performance/shared/schemas";
import type { TrendLine, UserTrends } from "@/lib/performance/summaries/trend-schemas";
import type { UserMetrics, UserSummary, UserSummaryResponse } from "./schemas";

export const metricsExample = {
  on_time_ratio: 0.92,
  skill_accuracy: 0.85,
  difficulty_factor: 0.75,
  avg_completion_speed: 1.2,
} satisfies UserSummary["latest_metrics"];

export const trendExample = {
  direction: "↑",
  change: 3.5,
  period_days: 30,
} satisfies UserSummary["trend"];

export const asOfExample = {
  entry_id: 4711,
  policy_version: 1,
  day: "2024-05-15",
} satisfies AsOf;

const figures = {
  user_id: 5,
  username: "john_doe",
  tasks_completed: 42,
  avg_completion_time: 5.8,
  experience_level: 7,
  trend: trendExample,
  display_name: "John Doe",
  provisional: false,
  rank: 1,
  percentile: 1,
  evidence: {
    ...{ due: 38, skill_rated: 42, difficulty_rated: 42, timed: 40 },
    ...{ due_moved: 3, due_moved_after: 1, due_moved_for_absence: 0, due_unrecorded: 12 },
  },
  recent: {
    period_days: 90,
    performance_score: 88.1,
    provisional: false,
    tasks_completed: 12,
    metrics: metricsExample,
    evidence: { due: 11, skill_rated: 12, difficulty_rated: 12, timed: 12 },
  },
  points: { on_time: 46, skill: 25.5, difficulty: 15 },
  policy_version: 1,
  weights: { on_time: 0.5, skill: 0.3, difficulty: 0.2 },
};

export const userSummaryExample = {
  ...figures,
  current_performance_score: 86.5,
  latest_metrics: metricsExample,
} satisfies UserSummary;

export const userSummaryResponseExample = {
  ...userSummaryExample,
  as_of: asOfExample,
} satisfies UserSummaryResponse;

export const userMetricsExample = {
  ...figures,
  performance_score: 86.5,
  metrics: metricsExample,
  as_of: asOfExample,
} satisfies UserMetrics;

export const trendLineExample = {
  user_id: 5,
  period_days: 90,
  score_before: 81.6,
  score_after: 84.2,
  change: 2.6,
  data_points: 3,
  dates: ["2024-02-15", "2024-02-16", "2024-02-19"],
  performance_scores: [82.1, 83.5, 84.2],
  on_time_ratios: [85, 87.5, 90],
  skill_accuracies: [78, 80, 82],
  difficulty_factors: [70, 72, 75],
  statistics: { average_score: 83.27, max_score: 84.2, min_score: 82.1, score_range: 2.1 },
} satisfies TrendLine;

export const userTrendsExample = {
  ...trendLineExample,
  marks: [
    { kind: "policy", date: "2024-02-17", policy_version: 2 },
    { kind: "correction", date: "2024-02-18", entry_id: 4690 },
  ],
  as_of: asOfExample,
} satisfies UserTrends;
