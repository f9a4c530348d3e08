import { asOfExample, metricsExample } from "@/lib/performance/summaries/examples";
import type { CompletedWork, HistoryEntry, UserHistory } from "@/lib/performance/summaries/schemas";
import type { PerformanceLogs } from "./log-schemas";
import type { UserSnapshots } from "./snapshot-schemas";

export const historyEntryExample = {
  id: 1,
  created_at: "2024-05-15T14:30:00.000Z",
  tasks_completed: 42,
  ...metricsExample,
  avg_completion_time: 5.8,
  performance_score: 86.5,
  score_change: 2.1,
  kind: "completion",
  assignment_id: 42,
  assignment_title: "Renew the certificate",
  evidence: { due: 38, skill_rated: 42, difficulty_rated: 42, timed: 40 },
  contributions: { on_time: 1.5, skill: 0.4, difficulty: 0.2 },
  recorded_at: "2024-05-15T14:30:01.000Z",
  corrects: null,
} satisfies HistoryEntry;

const completedWorkExample = {
  completed_at: "2024-05-15T14:30:00.000Z",
  completed_on: "2024-05-15",
  due_at: "2024-05-17T21:59:59.000Z",
  on_time: true,
  days_early: 2.31,
  difficulty: 7.5,
  skill_match: 0.9,
  due_moved: false,
} satisfies CompletedWork;

export const userHistoryExample = {
  user_id: 5,
  period_days: 30,
  total_entries: 1,
  entries: [
    { ...historyEntryExample, work: completedWorkExample, contestable: true, contest: null },
  ],
  next_cursor: null,
  as_of: asOfExample,
} satisfies UserHistory;

export const performanceLogsExample = {
  total: 150,
  pages: 3,
  current_page: 1,
  logs: [
    {
      ...{ user_id: 5, username: "john_doe", display_name: "John Doe" },
      ...{ ...historyEntryExample, work: completedWorkExample },
    },
  ],
  next_cursor: "opaque",
} satisfies PerformanceLogs;

export const userSnapshotsExample = {
  user_id: 5,
  period_days: 30,
  snapshots: [
    {
      date: "2024-05-15",
      tasks_completed_today: 3,
      cumulative_tasks: 42,
      daily_on_time_ratio: 1,
      cumulative_on_time_ratio: 0.92,
      daily_performance_score: 90,
      cumulative_performance_score: 86.5,
    },
  ],
  as_of: asOfExample,
} satisfies UserSnapshots;
