import { Client } from "pg";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { GET as getDistribution } from "@/app/api/performance/analytics/distribution/route";
import { GET as getHeatmap } from "@/app/api/performance/analytics/heatmap/route";
import { GET as getAnalyticsTeams } from "@/app/api/performance/analytics/teams/route";
import { GET as getAnalyticsTrends } from "@/app/api/performance/analytics/trends/route";
import { GET as getStatistics } from "@/app/api/performance/statistics/route";
import type { RouteHandler } from "@/lib/api/route";
import { createToken } from "@/lib/auth/tokens/create-token";
import { connectDatabase, type Database } from "@/lib/db/client";
import { getTeamPerformanceSummary } from "@/lib/performance/rankings/get-team-performance-summary";
import {
  makeWorkingOrganization,
  type WorkingOrganization,
} from "@/lib/performance/testing/make-working-organization";
import { GET as compare } from "./comparison/route";
import { GET as getLeaderboard } from "./leaderboard/route";
import { GET as getTeam } from "./route";
import { GET as getTopPerformers } from "./top-performers/route";
import { GET as getTeamTrends } from "./trends/route";

/** A token of the organization's manager. */
type Caller = { readonly made: WorkingOrganization; readonly token: string };

let database: Database;
let small: Caller;
let large: Caller;

beforeAll(async () => {
  database = await connectDatabase();
  small = await makeCaller({ red: 3, blue: 3 });
  large = await makeCaller({ red: 12, blue: 12, "": 6 });
});

async function makeCaller(teams: Record<string, number>): Promise<Caller> {
  const made = await makeWorkingOrganization(database, teams);
  const { token } = await createToken(made.context, {
    userId: made.managerId,
    name: "test",
    scopes: null,
    days: 1,
  });
  return { made, token };
}

function idsOf({ made }: Caller): readonly number[] {
  return made.userIds.get("red") ?? [];
}

async function call(handler: RouteHandler, path: string, { token }: Caller): Promise<Response> {
  const request = new Request(`http://localhost:3000/api/performance${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return handler(request, { params: Promise.resolve({}) });
}

const summary = {
  user_id: 5,
  username: "john_doe",
  current_performance_score: 87.5,
  tasks_completed: 42,
  avg_completion_time: 5.8,
  experience_level: 7,
  latest_metrics: {
    on_time_ratio: 0.92,
    skill_accuracy: 0.85,
    difficulty_factor: 0.75,
    avg_completion_speed: 1.2,
  },
  trend: { direction: "↑", change: 3.5, period_days: 30 },
};

const trends = {
  user_id: 5,
  period_days: 90,
  data_points: 30,
  dates: ["2024-02-15", "2024-02-16"],
  performance_scores: [82.1, 83.5],
  on_time_ratios: [85.0, 87.5],
  skill_accuracies: [78.0, 80.0],
  difficulty_factors: [70.0, 72.0],
  statistics: { average_score: 85.3, max_score: 92.1, min_score: 78.5, score_range: 13.6 },
};

type Endpoint = {
  readonly name: string;
  readonly handler: RouteHandler;
  readonly path: (caller: Caller) => string;
  /** The published example, as far as it goes. */
  readonly example: Readonly<Record<string, unknown>>;
};

const means = {
  data_points: 2,
  dates: ["2024-02-15"],
  average_scores: [82.1],
  rated_members: [8],
};

const metrics = summary.latest_metrics;
const difference = { score_difference: 5.2, winner: "user_1" };

const endpoints: readonly Endpoint[] = [
  {
    name: "the team",
    handler: getTeam,
    path: () => "/team",
    example: {
      organization_id: 1,
      team_size: 8,
      average_performance_score: 82.3,
      top_performers: [summary],
      all_members: [summary],
    },
  },
  {
    name: "top performers",
    handler: getTopPerformers,
    path: () => "/team/top-performers?limit=10",
    example: { organization_id: 1, limit: 10, count: 8, top_performers: [summary] },
  },
  {
    name: "a comparison of two",
    handler: compare,
    path: (caller) =>
      `/team/comparison?user_id_1=${idsOf(caller)[0]}&user_id_2=${idsOf(caller)[2]}&days=30`,
    example: {
      comparison_period_days: 30,
      user_1: { ...summary, period: { performance_score: 80, metrics } },
      user_2: { ...summary, period: { performance_score: 80, metrics } },
      difference: { ...difference, period: difference },
    },
  },
  {
    name: "a comparison with the average",
    handler: compare,
    path: (caller) => `/team/comparison?user_id_1=${idsOf(caller)[0]}&user_id_2=average&days=30`,
    example: {
      comparison_period_days: 30,
      user_1: summary,
      user_2: { username: "average", current_performance_score: 80, latest_metrics: metrics },
      difference,
    },
  },
  {
    name: "the distribution",
    handler: getDistribution,
    path: () => "/analytics/distribution",
    example: {
      organization_id: 1,
      total_members: 8,
      average_score: 82.3,
      distribution: { "0-20": 0, "20-40": 0, "40-60": 1, "60-80": 4, "80-100": 3 },
      scores: [87.5, 85.2, 82.1],
    },
  },
  {
    name: "analytics trends",
    handler: getAnalyticsTrends,
    path: () => "/analytics/trends?days=30",
    example: {
      organization_id: 1,
      period_days: 30,
      team_members: 8,
      trends: [{ user_id: 5, username: "john_doe", trends }],
      organization: means,
    },
  },
  {
    name: "statistics",
    handler: getStatistics,
    path: () => "/statistics",
    example: {
      organization_id: 1,
      total_members: 8,
      statistics: {
        average_score: 82.3,
        median_score: 83.1,
        std_deviation: 4.2,
        min_score: 72.5,
        max_score: 92.1,
        score_range: 19.6,
      },
    },
  },
  {
    name: "the leaderboard",
    handler: getLeaderboard,
    path: () => "/team/leaderboard?limit=3",
    example: { organization_id: 1, entries: [{ rank: 1, user_id: 5, performance_score: 87.5 }] },
  },
  {
    name: "the leaderboard of a period",
    handler: getLeaderboard,
    path: (caller) => `/team/leaderboard?days=20&limit=3&around=${idsOf(caller)[0]}`,
    example: { period_days: 20, entries: [{ user_id: 5, username: "john_doe" }] },
  },
  {
    name: "the team's trends",
    handler: getTeamTrends,
    path: ({ made }) => `/team/trends?days=30&team_id=${made.teamIds.get("red")}`,
    example: { organization_id: 1, team_id: 1, period_days: 30, ...means },
  },
  {
    name: "teams",
    handler: getAnalyticsTeams,
    path: () => "/analytics/teams?days=30",
    example: { teams: [{ team_id: 1, name: "red", average_score: 82.3, metrics }] },
  },
  {
    name: "the heat map",
    handler: getHeatmap,
    path: () => "/analytics/heatmap?days=30",
    example: { cells: [{ weekday: 1, hour: 0, completions: 3 }] },
  },
];

/** Where a body lacks a key of the example, or has something of another kind there. */
function differencesOf(example: unknown, body: unknown, path: string): string[] {
  if (Array.isArray(example)) {
    if (!Array.isArray(body) || body.length === 0)
      return [`${path} is no list with something in it`];
    return body.flatMap((item, index) => differencesOf(example[0], item, `${path}[${index}]`));
  }
  if (typeof example !== "object" || example === null) {
    return typeof body === typeof example ? [] : [`${path} is ${JSON.stringify(body)}`];
  }
  if (typeof body !== "object" || body === null) return [`${path} is ${JSON.stringify(body)}`];
  const fields = new Map<string, unknown>(Object.entries(body));
  return Object.entries(example).flatMap(([key, value]) =>
    differencesOf(value, fields.get(key), `${path}.${key}`),
  );
}

async function countStatements(endpoint: Endpoint, caller: Caller): Promise<number> {
  const query = vi.spyOn(Client.prototype, "query");
  const response = await call(endpoint.handler, endpoint.path(caller), caller);
  // A new connection reads its settings, and counts of requests are written from time to time, whatever the endpoint.
  const others = /current_setting\(|rate_limit_counts/;
  const own = query.mock.calls.filter((call) => !others.test(JSON.stringify(call)));
  const count = own.length;
  query.mockRestore();
  expect(response.status).toBe(200);
  return count;
}

const named = endpoints.map((endpoint) => ({ name: endpoint.name, endpoint }));

describe("each endpoint", () => {
  it.each(named)("has the keys and types of the published example: $name", async ({ endpoint }) => {
    const response = await call(endpoint.handler, endpoint.path(small), small);
    expect(response.status).toBe(200);
    const body: unknown = await response.json();
    // A member without completions has no figures yet. The example has a member with completions.
    const withFigures = JSON.parse(JSON.stringify(body), (_, value) =>
      Array.isArray(value) ? value.filter((item) => !hasNothing(item)) : value,
    );
    expect(differencesOf(endpoint.example, withFigures, "body")).toEqual([]);
  });

  it.each(named)(
    "takes as many statements for many members as for few: $name",
    async ({ endpoint }) => {
      for (const caller of [small, large])
        await call(endpoint.handler, endpoint.path(caller), caller);
      const few = await countStatements(endpoint, small);
      expect(await countStatements(endpoint, large)).toBe(few);
      // The credential, the figures, and who is visible. The average is one more statement.
      expect(few).toBeGreaterThanOrEqual(2);
      expect(few).toBeLessThanOrEqual(4);
    },
  );
});

function hasNothing(item: unknown): boolean {
  if (typeof item !== "object" || item === null) return false;
  const fields = new Map<string, unknown>(Object.entries(item));
  const trend = fields.get("trends");
  return (
    fields.get("tasks_completed") === 0 ||
    (typeof trend === "object" && JSON.stringify(trend).includes('"data_points":0'))
  );
}

describe("parameters", () => {
  it("that are unknown or out of range are rejected by name", async () => {
    const wrong: readonly (readonly [RouteHandler, string, string])[] = [
      [getTeam, "/team?limit=1001", "limit"],
      [getTeam, "/team?team_id=x", "team_id"],
      [getTeam, "/team?days=3", "days"],
      [getTopPerformers, "/team/top-performers?limit=101", "limit"],
      [getTopPerformers, "/team/top-performers?limit=0", "limit"],
      [compare, "/team/comparison?user_id_1=1", "user_id_2"],
      [compare, "/team/comparison?user_id_1=average&user_id_2=1", "user_id_1"],
      [compare, "/team/comparison?user_id_1=1&user_id_2=mean", "user_id_2"],
      [getLeaderboard, "/team/leaderboard?days=0", "days"],
      [getLeaderboard, "/team/leaderboard?cursor=%00", "cursor"],
      [getAnalyticsTrends, "/analytics/trends?limit=101", "limit"],
      [getDistribution, "/analytics/distribution?team_id=2147483648", "team_id"],
      [getStatistics, "/statistics?team_id=1", "team_id"],
      [getHeatmap, "/analytics/heatmap?days=36501", "days"],
    ];
    for (const [handler, path, name] of wrong) {
      const response = await call(handler, path, small);
      const body = JSON.stringify(await response.json());
      expect([path, response.status]).toEqual([path, 400]);
      expect(body).toContain(`"name":"${name}"`);
    }
  });

  it("at the ends of their ranges are accepted", async () => {
    for (const [handler, path] of [
      [getLeaderboard, "/team/leaderboard?days=36500&limit=1000"],
      [getTeamTrends, "/team/trends?days=36500"],
      [getAnalyticsTrends, "/analytics/trends?days=36500&limit=100"],
      [getAnalyticsTeams, "/analytics/teams?days=36500"],
      [getHeatmap, "/analytics/heatmap?days=36500"],
      [getTeam, "/team?limit=1000"],
    ] as const) {
      expect([path, (await call(handler, path, small)).status]).toEqual([path, 200]);
    }
  });

  it.each(["2-0-0-zik0zj", "0-zzz-zzzzzzzz-1"])(
    "position a page at the end %s of a ranking",
    async (cursor) => {
      const page = await getTeamPerformanceSummary(small.made.context, { limit: 1000, cursor });
      expect(page.next_cursor).toBeNull();
    },
  );
});
