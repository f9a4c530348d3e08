import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase } from "@/lib/db/client";
import { OTHER_TEAMS } from "@/lib/performance/domain/releases/release-groups";
import { compareTeamPerformance } from "@/lib/performance/rankings/compare-team-performance";
import { getTeamPerformanceSummary } from "@/lib/performance/rankings/get-team-performance-summary";
import { insertReleases } from "@/lib/performance/releases/testing/insert-releases";
import {
  makeWorkingOrganization,
  type WorkingOrganization,
} from "@/lib/performance/testing/make-working-organization";
import { getAnalyticsTeams } from "./get-analytics-teams";
import { getAnalyticsTrends } from "./get-analytics-trends";
import { getDistribution } from "./get-distribution";
import { getStatistics } from "./get-statistics";
import { getTeamTrends } from "./get-team-trends";

let made: WorkingOrganization;
let manager: Context;
let teamId: number;

const joined = [
  { low: 0, high: 80, members: 6 },
  { low: 80, high: 100, members: 0 },
];

beforeAll(async () => {
  const database = await connectDatabase();
  made = await makeWorkingOrganization(database, { red: 6, blue: 5 });
  teamId = made.teamIds.get("red") ?? 0;
  manager = made.as(made.managerId, "manager", { privacyMode: "aggregate" });
  const team = { kind: "team", teamId } as const;
  await insertReleases(manager, [
    { group: team, month: "2024-03", figures: { meanScore: 4000, bins: joined } },
    { group: team, month: "2024-04", figures: { meanScore: 6000, bins: joined } },
    { group: OTHER_TEAMS, month: "2024-04", figures: { meanScore: 8000, scoreDeviation: 1000 } },
  ]);
});

const april = { from: "2024-04-01", to: "2024-04-30", released_at: expect.any(String) };

describe("figures of a group whose members the viewer does not see", () => {
  it("are the newest release of a team, and the sum of all groups for the organization", async () => {
    expect(await getTeamPerformanceSummary(manager, { teamId })).toMatchObject({
      ...{ team_size: 6, rated_members: 6, average_performance_score: 60, release: april },
    });
    expect(await getTeamPerformanceSummary(manager)).toMatchObject({
      ...{ rated_members: 12, average_performance_score: 70, release: april },
    });
    expect((await getStatistics(manager)).statistics).toMatchObject({
      ...{ average_score: 70, median_score: null, std_deviation: 12.25, min_score: null },
    });
  });

  it("have joined bins, and no bins of the usual width", async () => {
    expect(await getDistribution(manager, { teamId })).toMatchObject({
      ...{ average_score: 60, distribution: null, scores: null, bins: joined, release: april },
    });
  });

  it("are one point for each month in a trend", async () => {
    const points = { dates: ["2024-03-31", "2024-04-30"], average_scores: [40, 60] };
    expect(await getTeamTrends(manager, { teamId, days: 90 })).toMatchObject(points);
    const { organization, trends } = await getAnalyticsTrends(manager, { days: 90 });
    expect(organization).toMatchObject({ ...points, average_scores: [40, 70] });
    expect(trends).toBeNull();
  });

  it("are the newest release of each team in the averages by team", async () => {
    const { teams } = await getAnalyticsTeams(manager, { days: 30 });
    expect(teams.map((team) => [team.name, team.average_score, team.tasks_completed])).toEqual([
      ["blue", null, null],
      ["red", 60, 10],
    ]);
  });

  it("are what an employee is compared with in every mode, over the same days", async () => {
    const [userId = 0] = made.userIds.get("blue") ?? [];
    for (const privacyMode of ["named", "pseudonymous", "aggregate"] as const) {
      const employee = made.as(userId, "employee", { privacyMode });
      const input = { userId1: userId, userId2: "average", days: 28 } as const;
      const found = await compareTeamPerformance(employee, input);
      expect(found.comparison_period_days).toBe(30);
      expect(found.user_2).toMatchObject({
        ...{ current_performance_score: 70, tasks_completed: null, release: april },
        latest_metrics: { on_time_ratio: 1, avg_completion_speed: null },
      });
    }
  });

  it("are rejected for part of a month", async () => {
    const rejected = { code: "invalid_request" };
    await expect(getTeamTrends(manager, { days: 32 })).rejects.toMatchObject(rejected);
    await expect(getAnalyticsTeams(manager, { days: 60 })).rejects.toMatchObject(rejected);
    const [userId = 0] = made.userIds.get("blue") ?? [];
    const employee = made.as(userId, "employee");
    const input = { userId1: userId, userId2: "average", days: 60 } as const;
    await expect(compareTeamPerformance(employee, input)).rejects.toMatchObject(rejected);
  });
});
