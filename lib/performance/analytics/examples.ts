import { asOfExample, trendLineExample } from "@/lib/performance/summaries/examples";
import type { AnalyticsTrends, Distribution, Statistics } from "./schemas";

export const distributionExample = {
  organization_id: 1,
  team_id: null,
  total_members: 8,
  rated_members: 8,
  average_score: 82.3,
  distribution: { "0-20": 0, "20-40": 0, "40-60": 1, "60-80": 2, "80-100": 5 },
  scores: [94.5, 92.1, 90, 87.5, 85.2, 78.4, 72.5, 58.2],
  as_of: asOfExample,
} satisfies Distribution;

export const analyticsTrendsExample = {
  organization_id: 1,
  period_days: 30,
  team_members: 8,
  trends: [{ user_id: 5, username: "john_doe", trends: trendLineExample }],
  organization: {
    data_points: 2,
    dates: ["2024-05-14", "2024-05-15"],
    average_scores: [82.1, 82.3],
    rated_members: [8, 8],
  },
  next_cursor: null,
  as_of: asOfExample,
} satisfies AnalyticsTrends;

export const statisticsExample = {
  organization_id: 1,
  total_members: 8,
  rated_members: 8,
  statistics: {
    average_score: 82.3,
    median_score: 83.1,
    std_deviation: 4.2,
    min_score: 72.5,
    max_score: 92.1,
    score_range: 19.6,
  },
  as_of: asOfExample,
} satisfies Statistics;
