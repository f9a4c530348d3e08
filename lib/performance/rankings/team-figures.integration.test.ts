import { beforeAll, describe, expect, it } from "vitest";
import { connectDatabase, type Database } from "@/lib/db/client";
import { getAnalyticsTeams } from "@/lib/performance/analytics/get-analytics-teams";
import { getAnalyticsTrends } from "@/lib/performance/analytics/get-analytics-trends";
import { getDistribution } from "@/lib/performance/analytics/get-distribution";
import { getHeatmap } from "@/lib/performance/analytics/get-heatmap";
import { getStatistics } from "@/lib/performance/analytics/get-statistics";
import { getTeamTrends } from "@/lib/performance/analytics/get-team-trends";
import { getPerformanceTrends } from "@/lib/performance/summaries/get-performance-trends";
import { getUserPerformanceSummary } from "@/lib/performance/summaries/get-user-performance-summary";
import {
  makeWorkingOrganization,
  type WorkingOrganization,
} from "@/lib/performance/testing/make-working-organization";
import { frozenNow } from "@/lib/testing/frozen-now";
import { compareTeamPerformance } from "./compare-team-performance";
import { getLeaderboard } from "./get-leaderboard";
import { getTeamPerformanceSummary } from "./get-team-performance-summary";

let database: Database;
let made: WorkingOrganization;

beforeAll(async () => {
  database = await connectDatabase();
  made = await makeWorkingOrganization(database);
});

function listIds(...teams: string[]): readonly number[] {
  return teams.flatMap((team) => made.userIds.get(team) ?? []);
}

const actAsManager = () => made.as(made.managerId, "manager");

function requireValue<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error("The expected value is missing.");
  return value;
}

describe("the figures of teams and the organization", () => {
  it("shows the same figures of a member in summary, team, leaderboard and last trend point", async () => {
    const context = actAsManager();
    const team = await getTeamPerformanceSummary(context);
    const members = requireValue(team.all_members);
    const board = await getLeaderboard(context);
    const trends = requireValue((await getAnalyticsTrends(context, { days: 365 })).trends);
    expect(members).toHaveLength(14);
    expect(board.entries.map(({ user_id }) => user_id)).toEqual(
      members.map(({ user_id }) => user_id),
    );
    for (const [index, member] of members.entries()) {
      const userId = member.user_id;
      const { as_of: asOf, ...summary } = await getUserPerformanceSummary(context, { userId });
      expect(summary).toEqual(member);
      expect(asOf.entry_id ?? 0).toBeLessThanOrEqual(requireValue(team.as_of?.entry_id));
      expect(board.entries[index]).toMatchObject({
        rank: member.rank,
        username: member.username,
        performance_score: member.current_performance_score,
        tasks_completed: member.tasks_completed,
        provisional: member.provisional,
      });
      const shown = requireValue(trends.find(({ user_id }) => user_id === userId)).trends;
      const own = await getPerformanceTrends(context, { userId, days: 365 });
      expect(own).toMatchObject(shown);
      expect(shown.performance_scores.at(-1) ?? null).toBe(member.current_performance_score);
    }
  });

  it("lists ranked members first with shared ranks, then provisional ones, then those without a score", async () => {
    const { entries, ranked_members } = await getLeaderboard(actAsManager());
    const ranks = entries.map(({ rank }) => rank);
    expect(ranked_members).toBe(12);
    expect(ranks.slice(-2)).toEqual([null, null]);
    expect(entries.at(-2)?.provisional).toBe(true);
    expect(entries.at(-1)?.performance_score).toBeNull();
    const twins = entries.filter(({ user_id }) => listIds("red").slice(0, 2).includes(user_id));
    expect(twins[0]?.rank).toBe(twins[1]?.rank);
    const shared = requireValue(twins[0]?.rank);
    expect(ranks).toContain(shared + 2);
    expect(ranks).not.toContain(shared + 1);
  });

  it("leaves out deactivated members, and counts only active ones", async () => {
    const team = await getTeamPerformanceSummary(actAsManager());
    expect(team.team_size).toBe(14);
    expect(team.rated_members).toBe(13);
    expect(JSON.stringify(team)).not.toContain(`"user_id":${made.deactivatedId},`);
    expect((await getDistribution(actAsManager())).total_members).toBe(14);
  });

  it("computes PostgreSQL's mean, median, population deviation, least and greatest score", async () => {
    const [row] = await database.$queryRaw<Record<string, number>[]>`
      SELECT round(avg(score) / 100, 2)::float8 AS average_score,
        round((percentile_cont(0.5) WITHIN GROUP (ORDER BY score))::numeric / 100, 2)::float8 AS median_score,
        round(stddev_pop(score) / 100, 2)::float8 AS std_deviation,
        min(score) / 100.0::float8 AS min_score, max(score) / 100.0::float8 AS max_score,
        (max(score) - min(score)) / 100.0::float8 AS score_range
      FROM user_performance
      WHERE organization_id = ${made.context.organizationId} AND is_active AND score IS NOT NULL`;
    const { statistics } = await getStatistics(actAsManager());
    expect(statistics).toEqual(row);
    const distribution = await getDistribution(actAsManager());
    const team = await getTeamPerformanceSummary(actAsManager());
    expect(distribution.average_score).toBe(statistics.average_score);
    expect(team.average_performance_score).toBe(statistics.average_score);
  });

  it("puts every rated member in one bin, for the organization and for a team", async () => {
    for (const teamId of [undefined, made.teamIds.get("red")]) {
      const found = await getDistribution(actAsManager(), { teamId });
      const bins = Object.values(requireValue(found.distribution));
      expect(bins.reduce((sum, count) => sum + count, 0)).toBe(found.rated_members);
      const scores = requireValue(found.scores);
      expect(scores).toHaveLength(found.rated_members ?? 0);
      expect(scores).toEqual([...scores].sort((left, right) => right - left));
    }
  });

  it("shows the mean per day of each member's latest score, and ends at today's average", async () => {
    const trends = await getTeamTrends(actAsManager(), { days: 365 });
    const points = await database.$queryRaw<{ date: string; mean: number; rated: number }[]>`
      SELECT day.date::text AS date, round(avg(latest.score) / 100, 2)::float8 AS mean, count(latest.score)::int AS rated
      FROM (SELECT DISTINCT snapshot_date AS date FROM performance_snapshots JOIN user_performance USING (organization_id, user_id)
        WHERE organization_id = ${made.context.organizationId} AND is_active) AS day
      CROSS JOIN user_performance AS performance
      CROSS JOIN LATERAL (SELECT cumulative_performance_score AS score FROM performance_snapshots AS snapshot
        WHERE snapshot.organization_id = performance.organization_id AND snapshot.user_id = performance.user_id
          AND snapshot_date <= day.date ORDER BY snapshot_date DESC LIMIT 1) AS latest
      WHERE performance.organization_id = ${made.context.organizationId} AND is_active
      GROUP BY day.date ORDER BY day.date`;
    expect(trends.dates).toEqual(points.map(({ date }) => date));
    expect(trends.average_scores).toEqual(points.map(({ mean }) => mean));
    expect(trends.rated_members).toEqual(points.map(({ rated }) => rated));
    const team = await getTeamPerformanceSummary(actAsManager());
    expect(trends.average_scores.at(-1)).toBe(team.average_performance_score);
    const recent = await getTeamTrends(actAsManager(), { days: 7 });
    expect(recent.data_points).toBeGreaterThan(0);
    expect(recent.average_scores).toEqual(trends.average_scores.slice(-recent.data_points));
    const analytics = await getAnalyticsTrends(actAsManager(), { days: 7 });
    expect(analytics.organization).toEqual({
      data_points: recent.data_points,
      dates: recent.dates,
      average_scores: recent.average_scores,
      rated_members: recent.rated_members,
    });
  });

  it("shows a team the same figures as the organization filtered by it", async () => {
    const teamId = requireValue(made.teamIds.get("blue"));
    const { teams } = await getAnalyticsTeams(actAsManager(), { days: 36_500 });
    const blue = requireValue(teams.find(({ team_id }) => team_id === teamId));
    const team = await getTeamPerformanceSummary(actAsManager(), { teamId });
    const members = requireValue(team.all_members);
    expect(members.map(({ user_id }) => user_id).sort((a, b) => a - b)).toEqual(listIds("blue"));
    expect(blue.average_score).toBe(team.average_performance_score);
    expect(blue.team_size).toBe(team.team_size);
    const tasks = members.reduce((sum, { tasks_completed }) => sum + tasks_completed, 0);
    expect(blue.tasks_completed).toBe(tasks);
    const due = members.reduce((sum, { evidence }) => sum + evidence.due, 0);
    const onTime = members.reduce(
      (sum, { evidence, latest_metrics }) =>
        sum + Math.round(evidence.due * (latest_metrics.on_time_ratio ?? 0)),
      0,
    );
    expect(blue.metrics.on_time_ratio).toBeCloseTo(onTime / due, 4);
  });

  it("counts every completion of the period in one cell of the heat map", async () => {
    const { cells } = await getHeatmap(actAsManager(), { days: 7 });
    expect(cells).toHaveLength(168);
    const [row] = await database.$queryRaw<{ tasks: number }[]>`
      SELECT sum(tasks_completed_today)::int AS tasks FROM performance_snapshots JOIN user_performance USING (organization_id, user_id)
      WHERE organization_id = ${made.context.organizationId} AND is_active
        AND snapshot_date > (${frozenNow}::timestamptz AT TIME ZONE 'Europe/Berlin')::date - 7`;
    expect(cells.reduce((sum, { completions }) => sum + (completions ?? 0), 0)).toBe(row?.tasks);
  });
});

describe("the pages of a leaderboard", () => {
  it("lists each member once over all pages", async () => {
    const context = actAsManager();
    const whole = await getLeaderboard(context);
    for (const days of [undefined, 30]) {
      const expected = (await getLeaderboard(context, { days })).entries;
      const found: (typeof expected)[number][] = [];
      let cursor: string | undefined;
      do {
        const page = await getLeaderboard(context, { days, limit: 3, cursor });
        found.push(...page.entries);
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
      expect(found).toEqual(expected);
    }
    const first = await getTeamPerformanceSummary(context, { limit: 5 });
    const second = await getTeamPerformanceSummary(context, {
      limit: 20,
      cursor: requireValue(first.next_cursor),
    });
    const members = [...requireValue(first.all_members), ...requireValue(second.all_members)];
    expect(members.map(({ user_id }) => user_id)).toEqual(
      whole.entries.map(({ user_id }) => user_id),
    );
    expect(second.next_cursor).toBeNull();
    const trends = await getAnalyticsTrends(context, { limit: 10 });
    const rest = await getAnalyticsTrends(context, { cursor: requireValue(trends.next_cursor) });
    expect(requireValue(trends.trends).length + requireValue(rest.trends).length).toBe(14);
  });

  it("shows a member in the middle of the page around them, with ranks of the whole list", async () => {
    for (const days of [undefined, 30]) {
      const { entries } = await getLeaderboard(actAsManager(), { days });
      const around = requireValue(entries[6]).user_id;
      const page = await getLeaderboard(actAsManager(), { days, around, limit: 5 });
      expect(page.entries).toEqual(entries.slice(4, 9));
      const last = requireValue(entries[13]).user_id;
      const first = requireValue(entries[0]).user_id;
      const start = await getLeaderboard(actAsManager(), { days, around: first, limit: 5 });
      expect(start.entries).toEqual(entries.slice(0, 5));
      expect(start.next_cursor).not.toBeNull();
      const end = await getLeaderboard(actAsManager(), { days, around: last, limit: 5 });
      expect(end.entries).toEqual(entries.slice(11));
      expect(end.next_cursor).toBeNull();
    }
  });

  it("rejects a cursor of another list", async () => {
    for (const cursor of ["x", "0-0-0-zzzzzz", "3-1-1-1", "0--1-1", "0-1-1-1-1"]) {
      const error = { code: "invalid_request", invalidParams: [{ name: "cursor" }] };
      await expect(getLeaderboard(actAsManager(), { cursor })).rejects.toMatchObject(error);
      await expect(getTeamPerformanceSummary(actAsManager(), { cursor })).rejects.toMatchObject(
        error,
      );
    }
    await expect(getAnalyticsTrends(actAsManager(), { cursor: "0" })).rejects.toMatchObject({
      code: "invalid_request",
    });
    const both = { around: made.managerId, cursor: "0-1-1-1" };
    await expect(getLeaderboard(actAsManager(), both)).rejects.toMatchObject({
      invalidParams: [{ name: "around" }],
    });
  });

  it("finds members by search and shows their ranks in the whole list", async () => {
    for (const days of [undefined, 12]) {
      const whole = await getLeaderboard(actAsManager(), { days });
      const blue = whole.entries.filter(({ username }) => username.startsWith("blue-"));
      const found = await getLeaderboard(actAsManager(), { days, search: "BLUE-" });
      expect(blue).toHaveLength(5);
      expect(found).toEqual({ ...whole, entries: blue });
      const first = await getLeaderboard(actAsManager(), { days, search: "blue-", limit: 3 });
      const cursor = requireValue(first.next_cursor);
      const rest = await getLeaderboard(actAsManager(), {
        days,
        search: "blue-",
        limit: 3,
        cursor,
      });
      expect([...first.entries, ...rest.entries]).toEqual(blue);
      expect(rest.next_cursor).toBeNull();
    }
  });

  it("searches for the literal text, finds a whole name, and leaves out deactivated members", async () => {
    const written = await getLeaderboard(actAsManager(), { search: "red-0 (red-0)" });
    expect(written.entries.map(({ username }) => username)).toEqual(["red-0"]);
    const unmatched = ["%", "red_0", "member-1", "' OR true --"];
    for (const search of unmatched) {
      expect((await getLeaderboard(actAsManager(), { search })).entries).toEqual([]);
    }
    const around = { around: made.managerId, search: "red" };
    await expect(getLeaderboard(actAsManager(), around)).rejects.toMatchObject({
      invalidParams: [{ name: "around" }],
    });
  });
});

describe("the ranking of a period", () => {
  it("ranks by the completions of the period, with the movement since the one before", async () => {
    const { entries, period_days } = await getLeaderboard(actAsManager(), { days: 12 });
    expect(period_days).toBe(12);
    const ranked = entries.filter(({ rank }) => rank !== null);
    expect(ranked.length).toBeGreaterThan(5);
    for (const { rank, previous_rank, movement, tasks_completed } of ranked) {
      expect(movement).toBe(previous_rank === null ? null : previous_rank - requireValue(rank));
      expect(tasks_completed).toBeLessThanOrEqual(7);
    }
    expect(ranked.some(({ movement }) => movement !== null && movement !== 0)).toBe(true);
    const scores = ranked.map(({ performance_score }) => requireValue(performance_score));
    expect(scores).toEqual([...scores].sort((left, right) => right - left));
  });

  it("gives the current scores when the period contains everything", async () => {
    const current = await getLeaderboard(actAsManager());
    const whole = await getLeaderboard(actAsManager(), { days: 36_500 });
    const toPlain = ({ entries }: typeof whole) =>
      entries.map(({ rank, user_id, performance_score }) => [rank, user_id, performance_score]);
    expect(toPlain(whole)).toEqual(toPlain(current));
    expect(current.entries.every(({ movement }) => movement === null)).toBe(true);
  });
});

describe("a comparison", () => {
  it("subtracts user 2 from user 1: score, components and period", async () => {
    const [first = 0, , third = 0] = listIds("red");
    const found = await compareTeamPerformance(actAsManager(), { userId1: first, userId2: third });
    const { period, ...summary } = found.user_1;
    const alone = await getUserPerformanceSummary(actAsManager(), { userId: first });
    expect({ ...summary, as_of: alone.as_of }).toEqual(alone);
    const difference =
      requireValue(found.user_1.current_performance_score) -
      requireValue(found.user_2.current_performance_score);
    expect(found.difference.score_difference).toBeCloseTo(difference, 6);
    expect(found.difference.winner).toBe(difference > 0 ? "user_1" : "user_2");
    expect(found.difference.components.on_time.difference).toBeCloseTo(
      requireValue(found.user_1.latest_metrics.on_time_ratio) -
        requireValue(found.user_2.latest_metrics.on_time_ratio),
      6,
    );
    const { entries } = await getLeaderboard(actAsManager(), { days: 30 });
    const row = requireValue(entries.find(({ user_id }) => user_id === first));
    expect(period.performance_score).toBe(row.performance_score);
    expect(period.tasks_completed).toBe(row.tasks_completed);
  });

  it("calls equal scores a tie", async () => {
    const [first = 0, second = 0] = listIds("red");
    const { difference } = await compareTeamPerformance(actAsManager(), {
      userId1: first,
      userId2: second,
    });
    expect(difference).toMatchObject({ score_difference: 0, winner: "tie" });
    expect(difference.period.components.skill).toEqual({ difference: 0, winner: "tie" });
  });

  it("lets a manager compare a member with the average, whose score is that of the statistics, and an employee compare themself with a released average", async () => {
    const [userId = 0, other = 0] = listIds("red");
    const employee = made.as(userId, "employee");
    const input = { userId1: userId, userId2: "average" } as const;
    expect((await compareTeamPerformance(employee, input)).user_2).toMatchObject({
      ...{ current_performance_score: null, rated_members: null, release: null },
    });
    const found = await compareTeamPerformance(actAsManager(), input);
    const { statistics, rated_members } = await getStatistics(actAsManager());
    expect(found.user_2).toMatchObject({
      user_id: null,
      username: "average",
      rated_members,
      current_performance_score: statistics.average_score,
    });
    for (const denied of [
      { userId1: userId, userId2: other },
      { userId1: other, userId2: "average" as const },
      { userId1: other, userId2: userId },
      { userId1: userId, userId2: 999_999_999 },
    ]) {
      await expect(compareTeamPerformance(employee, denied)).rejects.toMatchObject({
        code: "forbidden",
      });
    }
  });
});
