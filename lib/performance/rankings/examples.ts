import {
  asOfExample,
  metricsExample,
  userSummaryExample,
} from "@/lib/performance/summaries/examples";
import type { UserSummary } from "@/lib/performance/summaries/schemas";
import type { Comparison, Team, TopPerformers } from "./schemas";

const otherSummary = {
  ...userSummaryExample,
  user_id: 7,
  username: "jane_smith",
  display_name: "Jane Smith",
  current_performance_score: 72.5,
  tasks_completed: 30,
  experience_level: 6,
  latest_metrics: {
    ...metricsExample,
    on_time_ratio: 0.8,
    skill_accuracy: 0.75,
    difficulty_factor: 0.5,
  },
  rank: 2,
  percentile: 0.5,
  points: { on_time: 40, skill: 22.5, difficulty: 10 },
} satisfies UserSummary;

export const teamExample = {
  organization_id: 1,
  team_id: null,
  team_size: 2,
  rated_members: 2,
  average_performance_score: 79.5,
  top_performers: [userSummaryExample, otherSummary],
  all_members: [userSummaryExample, otherSummary],
  next_cursor: null,
  as_of: asOfExample,
} satisfies Team;

export const topPerformersExample = {
  organization_id: 1,
  team_id: null,
  limit: 10,
  count: 2,
  top_performers: [userSummaryExample, otherSummary],
  as_of: asOfExample,
} satisfies TopPerformers;

const difference = {
  score_difference: 14,
  winner: "user_1",
  components: {
    on_time: { difference: 0.12, winner: "user_1" },
    skill: { difference: 0.1, winner: "user_1" },
    difficulty: { difference: 0.25, winner: "user_1" },
  },
} satisfies Comparison["difference"]["period"];

export const comparisonExample = {
  comparison_period_days: 30,
  user_1: {
    ...userSummaryExample,
    period: { tasks_completed: 6, performance_score: 86.5, metrics: metricsExample },
  },
  user_2: {
    ...otherSummary,
    period: {
      tasks_completed: 4,
      performance_score: 72.5,
      metrics: otherSummary.latest_metrics,
    },
  },
  difference: { ...difference, period: difference },
  as_of: asOfExample,
} satisfies Comparison;
