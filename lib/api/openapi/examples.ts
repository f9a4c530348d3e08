const metrics = {
  on_time_ratio: 0.92,
  skill_accuracy: 0.85,
  difficulty_factor: 0.75,
  avg_completion_speed: 1.2,
};
const trend = { direction: "↑", change: 3.5, period_days: 30 };
const standing = {
  display_name: "John Doe",
  provisional: false,
  rank: 1,
  percentile: 1,
  evidence: { due: 38, skill_rated: 42, difficulty_rated: 42, timed: 40 },
  points: { on_time: 46, skill: 25.5, difficulty: 15 },
  policy_version: 1,
  weights: { on_time: 0.5, skill: 0.3, difficulty: 0.2 },
};
const progress = { tasks_completed: 42, avg_completion_time: 5.8, experience_level: 7 };

const summary = {
  user_id: 5,
  username: "john_doe",
  current_performance_score: 86.5,
  ...progress,
  latest_metrics: metrics,
  trend,
  ...standing,
};

const other = {
  ...summary,
  user_id: 7,
  username: "jane_smith",
  display_name: "Jane Smith",
  current_performance_score: 72.5,
  tasks_completed: 30,
  experience_level: 6,
  latest_metrics: { ...metrics, on_time_ratio: 0.8, skill_accuracy: 0.75, difficulty_factor: 0.5 },
  rank: 2,
  percentile: 0.5,
  points: { on_time: 40, skill: 22.5, difficulty: 10 },
};

const entry = {
  id: 1,
  created_at: "2024-05-15T14:30:00.000Z",
  tasks_completed: 42,
  ...metrics,
  avg_completion_time: 5.8,
  performance_score: 86.5,
  score_change: 2.1,
  kind: "completion",
  assignment_id: 42,
  assignment_title: "Renew the certificate",
  evidence: standing.evidence,
  contributions: { on_time: 1.5, skill: 0.4, difficulty: 0.2 },
  recorded_at: "2024-05-15T14:30:01.000Z",
  corrects: null,
};

const history = {
  user_id: 5,
  period_days: 30,
  total_entries: 1,
  entries: [{ ...entry, contestable: true, contest: null }],
  next_cursor: null,
};

const trends = {
  user_id: 5,
  period_days: 90,
  data_points: 3,
  dates: ["2024-02-15", "2024-02-16", "2024-02-19"],
  performance_scores: [82.1, 83.5, 84.2],
  on_time_ratios: [85, 87.5, 90],
  skill_accuracies: [78, 80, 82],
  difficulty_factors: [70, 72, 75],
  statistics: { average_score: 83.27, max_score: 84.2, min_score: 82.1, score_range: 2.1 },
};

const { current_performance_score: score, latest_metrics, ...rest } = summary;

const snapshots = {
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
};

const components = {
  on_time: { difference: 0.12, winner: "user_1" },
  skill: { difference: 0.1, winner: "user_1" },
  difficulty: { difference: 0.25, winner: "user_1" },
};
const difference = { score_difference: 14, winner: "user_1", components };

const comparison = {
  comparison_period_days: 30,
  user_1: { ...summary, period: { tasks_completed: 6, performance_score: 86.5, metrics } },
  user_2: {
    ...other,
    period: { tasks_completed: 4, performance_score: 72.5, metrics: other.latest_metrics },
  },
  difference: { ...difference, period: difference },
};

const responses: Readonly<Record<string, unknown>> = {
  "GET /api/performance/user/{id}": summary,
  "GET /api/performance/user/{id}/summary": summary,
  "GET /api/performance/user/{id}/history": history,
  "GET /api/performance/user/{id}/trends": trends,
  "GET /api/performance/user/{id}/metrics": {
    ...rest,
    performance_score: score,
    metrics: latest_metrics,
  },
  "GET /api/performance/team": {
    organization_id: 1,
    team_id: null,
    team_size: 2,
    rated_members: 2,
    average_performance_score: 79.5,
    top_performers: [summary, other],
    all_members: [summary, other],
    next_cursor: null,
  },
  "GET /api/performance/team/top-performers": {
    organization_id: 1,
    team_id: null,
    limit: 10,
    count: 2,
    top_performers: [summary, other],
  },
  "GET /api/performance/team/comparison": comparison,
  "GET /api/performance/analytics/distribution": {
    organization_id: 1,
    team_id: null,
    total_members: 8,
    rated_members: 8,
    average_score: 82.3,
    distribution: { "0-20": 0, "20-40": 0, "40-60": 1, "60-80": 2, "80-100": 5 },
    scores: [94.5, 92.1, 90, 87.5, 85.2, 78.4, 72.5, 58.2],
  },
  "GET /api/performance/analytics/trends": {
    organization_id: 1,
    period_days: 30,
    team_members: 8,
    trends: [{ user_id: 5, username: "john_doe", trends }],
    organization: {
      data_points: 2,
      dates: ["2024-05-14", "2024-05-15"],
      average_scores: [82.1, 82.3],
      rated_members: [8, 8],
    },
    next_cursor: null,
  },
  "GET /api/performance/statistics": {
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
  },
  "GET /api/performance/logs": {
    total: 150,
    pages: 3,
    current_page: 1,
    logs: [{ user_id: 5, username: "john_doe", display_name: "John Doe", ...entry }],
    next_cursor: "opaque",
  },
  "GET /api/performance/user/{id}/widget": {
    current_performance_score: 86.5,
    provisional: false,
    trend,
    latest_metrics: { on_time_ratio: 0.92, skill_accuracy: 0.85, difficulty_factor: 0.75 },
  },
  "GET /api/performance/snapshots/{user_id}": snapshots,
  "GET /api/performance/export/user/{id}": {
    summary,
    history: [entry],
    trends,
    columns: [
      { name: "performance_score", definition: "The score after the entry", unit: "0–100" },
    ],
    export_date: "2024-05-15T14:30:00.000Z",
  },
};

const draft = {
  weights: { on_time: 0.6, skill: 0.2, difficulty: 0.2 },
  min_sample: 10,
};

const requests: Readonly<Record<string, unknown>> = {
  "POST /api/performance/assignments": {
    external_id: "TICKET-42",
    user_id: 5,
    title: "Renew the certificate",
    assigned_at: "2024-05-13T08:00:00Z",
    due_at: "2024-05-17",
    difficulty: 7.5,
    required_skills: [{ name: "TLS", level: 6 }],
  },
  "PATCH /api/performance/assignments/{id}": { due_at: "2024-05-20" },
  "POST /api/performance/assignments/{id}/complete": { completed_at: "2024-05-15T14:30:00Z" },
  "POST /api/performance/share-links": { name: "My homepage", shares: "widget", days: 90 },
  "POST /api/performance/user/{id}/widget-tokens": { minutes: 60 },
  "POST /api/performance/policy/preview": draft,
  "PUT /api/performance/policy": { ...draft, expected_version: 1 },
};

/** An example of what an operation answers or takes; undefined: none was written. */
export function findExample(of: "request" | "response", method: string, path: string): unknown {
  return (of === "request" ? requests : responses)[`${method} ${path}`];
}
