import { beforeAll, describe, expect, it } from "vitest";
import type { Context, PrivacyMode } from "@/lib/context";
import { connectDatabase, type Database } from "@/lib/db/client";
import { getAnalyticsTeams } from "@/lib/performance/analytics/get-analytics-teams";
import { getAnalyticsTrends } from "@/lib/performance/analytics/get-analytics-trends";
import { getDistribution } from "@/lib/performance/analytics/get-distribution";
import { getHeatmap } from "@/lib/performance/analytics/get-heatmap";
import { getStatistics } from "@/lib/performance/analytics/get-statistics";
import { getTeamTrends } from "@/lib/performance/analytics/get-team-trends";
import {
  makeWorkingOrganization,
  type WorkingOrganization,
} from "@/lib/performance/testing/make-working-organization";
import { compareTeamPerformance } from "./compare-team-performance";
import { getLeaderboard } from "./get-leaderboard";
import { getTeamPerformanceSummary } from "./get-team-performance-summary";
import { getTopPerformers } from "./get-top-performers";

let database: Database;
let made: WorkingOrganization;
let stranger: WorkingOrganization;

beforeAll(async () => {
  database = await connectDatabase();
  made = await makeWorkingOrganization(database, { red: 6, blue: 5, "": 2 });
  stranger = await makeWorkingOrganization(database, { green: 1 });
});

const nobodysTeam = 2_000_000_000;
const forbidden = { code: "forbidden" };
const notFound = { code: "not_found" };

function getId(team: string, index = 0): number {
  return made.userIds.get(team)?.[index] ?? 0;
}

const actAsManager = (privacyMode: PrivacyMode = "named") =>
  made.as(made.managerId, "manager", { privacyMode });
const actAsLead = (team: string, privacyMode: PrivacyMode = "named") =>
  made.as(getId(team === "" ? "red" : team), "team_lead", { team, privacyMode });

/** A lead of a team sees no rank among all members in a summary. The leaderboard's rank is among those of the team. */
const withoutRanks = (figures: object): unknown =>
  JSON.parse(JSON.stringify(figures), (_key, value) =>
    typeof value === "object" && value !== null && "percentile" in value
      ? { ...value, rank: null, percentile: null }
      : value,
  );

const teamFigures = [
  (context: Context, teamId?: number) => getTeamPerformanceSummary(context, { teamId }),
  (context: Context, teamId?: number) => getTopPerformers(context, { teamId }),
  (context: Context, teamId?: number) => getLeaderboard(context, { teamId }),
  (context: Context, teamId?: number) => getTeamTrends(context, { teamId }),
];
const analytics = [
  (context: Context, teamId?: number) => getDistribution(context, { teamId }),
  (context: Context) => getAnalyticsTrends(context),
  (context: Context) => getStatistics(context),
  (context: Context) => getAnalyticsTeams(context),
  (context: Context) => getHeatmap(context),
];

describe("team figures by role", () => {
  it("shows an employee no figures of others, for any team", async () => {
    const actAsEmployee = made.as(getId("red"), "employee", { team: "red" });
    for (const figures of [...teamFigures, ...analytics]) {
      for (const teamId of [undefined, made.teamIds.get("red"), nobodysTeam]) {
        await expect(figures(actAsEmployee, teamId)).rejects.toMatchObject(forbidden);
      }
    }
  });

  it("shows a lead their own team alone, with or without naming it, and no analytics", async () => {
    const team = made.teamIds.get("blue");
    for (const figures of teamFigures) {
      const own = await figures(actAsLead("blue"));
      expect(own).toEqual(withoutRanks(await figures(actAsManager(), team)));
      expect(own).toEqual(await figures(actAsLead("blue"), team));
      const absent = await figures(actAsLead("blue"), nobodysTeam).catch(String);
      for (const other of [made.teamIds.get("red"), stranger.teamIds.get("green")]) {
        await expect(figures(actAsLead("blue"), other)).rejects.toMatchObject(notFound);
        expect(await figures(actAsLead("blue"), other).catch(String)).toBe(absent);
      }
    }
    for (const figures of analytics) {
      await expect(figures(actAsLead("blue"))).rejects.toMatchObject(forbidden);
    }
  });

  it("shows a lead who lost their team themself alone", async () => {
    const team = await getTeamPerformanceSummary(actAsLead(""));
    expect(team.all_members?.map(({ user_id }) => user_id)).toEqual([getId("red")]);
    expect(team.team_id).toBeNull();
    const { entries } = await getLeaderboard(actAsLead(""));
    expect(entries.map(({ user_id }) => user_id)).toEqual([getId("red")]);
    const red = made.teamIds.get("red");
    await expect(getTeamPerformanceSummary(actAsLead(""), { teamId: red })).rejects.toMatchObject(
      notFound,
    );
  });

  it("shows a manager the organization and any of its teams, and no other organization's", async () => {
    for (const figures of [...teamFigures, ...analytics.slice(0, 1)]) {
      const red = await figures(actAsManager(), made.teamIds.get("red"));
      expect(red).not.toEqual(await figures(actAsManager()));
      for (const teamId of [nobodysTeam, stranger.teamIds.get("green")]) {
        await expect(figures(actAsManager(), teamId)).rejects.toMatchObject(notFound);
      }
    }
    const inside = JSON.stringify(await getTeamPerformanceSummary(actAsManager()));
    const [strangerId] = stranger.userIds.get("green") ?? [];
    expect(inside).not.toContain(`"user_id":${strangerId},`);
  });

  it("lets a token with analytics alone read the whole organization's analytics, and no team page", async () => {
    const { actor, ...context } = actAsManager();
    const token = {
      ...context,
      actor: { ...actor, kind: "token" as const, scopes: ["analytics:read" as const] },
    };
    expect(await getStatistics(token)).toEqual(await getStatistics(actAsManager()));
    await expect(getTeamPerformanceSummary(token)).rejects.toMatchObject(forbidden);
  });
});

describe("an employee's rank in the leaderboard", () => {
  const actAsEmployee = (employeeLeaderboard: boolean) =>
    made.as(getId("red", 3), "employee", { team: "red", employeeLeaderboard });

  it("shows an employee their rank and neighbours where the organization allows it", async () => {
    const around = getId("red", 3);
    const page = await getLeaderboard(actAsEmployee(true), { around, limit: 3 });
    await expect(getLeaderboard(actAsEmployee(true), { around, limit: 12 })).rejects.toMatchObject({
      invalidParams: [{ name: "limit" }],
    });
    expect(page.next_cursor).toBeNull();
    const whole = await getLeaderboard(actAsManager());
    const index = whole.entries.findIndex(({ user_id }) => user_id === around);
    expect(page.entries).toEqual(whole.entries.slice(index - 1, index + 2));
    const own = await getLeaderboard(actAsEmployee(true), { around, limit: 1 });
    expect(own.entries.map(({ user_id }) => user_id)).toEqual([around]);
    const inTeam = await getLeaderboard(actAsEmployee(true), {
      around,
      teamId: made.teamIds.get("red"),
    });
    expect(inTeam.total_members).toBe(6);
  });

  it("hides an employee's rank, other members and other teams where the organization does not allow it", async () => {
    const around = getId("red", 3);
    await expect(getLeaderboard(actAsEmployee(false), { around })).rejects.toMatchObject(forbidden);
    for (const input of [
      {},
      { around: getId("blue") },
      { around: 999_999_999 },
      { around, teamId: made.teamIds.get("blue") },
      { around, teamId: nobodysTeam },
    ]) {
      await expect(getLeaderboard(actAsEmployee(true), input)).rejects.toMatchObject(forbidden);
    }
  });

  it("returns not_found around a member who is out of sight or deactivated", async () => {
    for (const around of [getId("red"), made.deactivatedId, 999_999_999]) {
      await expect(getLeaderboard(actAsLead("blue"), { around })).rejects.toMatchObject(notFound);
    }
    await expect(
      getLeaderboard(actAsManager(), { around: made.deactivatedId, days: 30 }),
    ).rejects.toMatchObject(notFound);
  });
});

describe("a pseudonymous organization", () => {
  it("shows the viewer's own name alone, on every surface", async () => {
    const context = actAsManager("pseudonymous");
    const bodies = [
      await getTeamPerformanceSummary(context),
      await getTopPerformers(context),
      await getLeaderboard(context),
      await getLeaderboard(context, { days: 30 }),
      await getAnalyticsTrends(context),
      await compareTeamPerformance(context, { userId1: getId("red"), userId2: getId("blue") }),
    ];
    const names = await database.user.findMany({
      where: { organizationId: made.context.organizationId, id: { not: made.managerId } },
      select: { username: true, alias: true },
    });
    for (const body of bodies.map((body) => JSON.stringify(body))) {
      expect(names.filter(({ username }) => body.includes(`"${username}"`))).toEqual([]);
      expect(names.some(({ alias }) => body.includes(`"${alias}"`))).toBe(true);
    }
    expect(JSON.stringify(await getLeaderboard(context))).toContain('"manager"');
  });

  it("searches by alias, not by hidden names, and by the viewer's own name", async () => {
    const findIds = async (search: string, mode?: PrivacyMode) =>
      (await getLeaderboard(actAsManager(mode), { search })).entries.map(({ user_id }) => user_id);
    const { organizationId } = made.context;
    const { alias } = await database.user.findUniqueOrThrow({
      where: { organizationId_id: { organizationId, id: getId("red") } },
      select: { alias: true },
    });
    expect(await findIds("red-0")).toEqual([getId("red")]);
    expect(await findIds("red-0", "pseudonymous")).toEqual([]);
    expect(await findIds("green-0")).toEqual([]);
    expect(await findIds(alias)).toEqual([]);
    expect(await findIds(alias.toUpperCase(), "pseudonymous")).toEqual([getId("red")]);
    expect(await findIds("manager", "pseudonymous")).toEqual([made.managerId]);
  });

  it("finds a member by a part of the e-mail address only where it shows names", async () => {
    const { organizationId } = made.context;
    const id = getId("red", 1);
    await database.user.update({
      where: { organizationId_id: { organizationId, id } },
      data: { email: "rosa.red@example.com" },
    });
    const idsFound = async (mode?: PrivacyMode) =>
      (await getLeaderboard(actAsManager(mode), { search: "rosa.RED@" })).entries.map(
        ({ user_id }) => user_id,
      );
    expect(await idsFound()).toEqual([id]);
    expect(await idsFound("pseudonymous")).toEqual([]);
  });

  it("lets a lead search their own team alone", async () => {
    const { entries } = await getLeaderboard(actAsLead("red"), { search: "e" });
    expect(entries).toHaveLength(6);
    expect((await getLeaderboard(actAsLead("red"), { search: "blue" })).entries).toEqual([]);
  });
});

describe("an organization that shows aggregates only", () => {
  const context = () => actAsManager("aggregate");

  it("shows released averages, and null before the first release", async () => {
    const none = { rated_members: null, release: null };
    const hidden = { top_performers: null, all_members: null, next_cursor: null };
    expect(await getTeamPerformanceSummary(context())).toMatchObject({
      ...{ team_size: 14, average_performance_score: null, ...none, ...hidden },
    });
    expect(await getDistribution(context())).toMatchObject({
      ...{ total_members: 14, average_score: null, distribution: null, scores: null, ...none },
    });
    const statistics = await getStatistics(context());
    expect(statistics).toMatchObject(none);
    expect(new Set(Object.values(statistics.statistics))).toEqual(new Set([null]));
    expect(await getTeamTrends(context())).toMatchObject({ data_points: 0, release: null });
    expect(await getAnalyticsTrends(context())).toMatchObject({
      ...{ trends: null, release: null, organization: { data_points: 0 } },
    });
    const { cells } = await getHeatmap(context());
    expect(cells.every(({ completions, due }) => completions === null && due === null)).toBe(true);
    const { teams } = await getAnalyticsTeams(context(), { days: 365 });
    expect(teams.map((team) => [team.average_score, team.release])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it("rejects every request for individual figures", async () => {
    const around = made.managerId;
    for (const call of [
      () => getTopPerformers(context()),
      () => getLeaderboard(context()),
      () => getLeaderboard(context(), { around }),
      () => getLeaderboard(context(), { days: 30 }),
      () => compareTeamPerformance(context(), { userId1: getId("red"), userId2: getId("blue") }),
      () => compareTeamPerformance(context(), { userId1: getId("red"), userId2: "average" }),
    ]) {
      await expect(call()).rejects.toMatchObject(forbidden);
    }
    const userId = getId("red");
    const own = made.as(userId, "employee", { privacyMode: "aggregate" });
    const found = await compareTeamPerformance(own, { userId1: userId, userId2: "average" });
    expect(found.user_1.username).toBe("red-0");
    expect(found.user_2).toMatchObject({ current_performance_score: null, release: null });
  });
});

describe("access records of team figures", () => {
  it("records an access once for each surface, with the team or the organization", async () => {
    const fresh = await makeWorkingOrganization(database, { red: 2 });
    const viewer = fresh.as(fresh.managerId, "manager");
    const teamId = fresh.teamIds.get("red") ?? 0;
    const [userId1 = 0, userId2 = 0] = fresh.userIds.get("red") ?? [];
    for (const figures of [...teamFigures, ...analytics]) await figures(viewer);
    await getTeamPerformanceSummary(viewer, { teamId });
    await getTeamPerformanceSummary(viewer, { teamId });
    await compareTeamPerformance(viewer, { userId1, userId2 });
    const records = await database.$queryRaw<{ seen: string }[]>`
      SELECT surface || ' ' || subject_type || ' ' || subject_id AS seen FROM access_records
      WHERE organization_id = ${fresh.context.organizationId} ORDER BY 1`;
    const whole = [
      ...["team", "top_performers", "leaderboard", "team_trends", "distribution"],
      ...["statistics", "analytics_trends", "analytics_teams", "heatmap"],
    ].map((surface) => `${surface} organization ${fresh.context.organizationId}`);
    const expected = [
      ...whole,
      `team team ${teamId}`,
      `comparison member ${userId1}`,
      `comparison member ${userId2}`,
    ];
    expect(new Set(records.map(({ seen }) => seen))).toEqual(new Set(expected));
    expect(records).toHaveLength(expected.length);
  });
});
