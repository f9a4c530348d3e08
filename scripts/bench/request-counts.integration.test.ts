import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ago, complete, give, type Made, makeStudio } from "@/app/api/_tests/make-teams";
import * as distributionRoute from "@/app/api/performance/analytics/distribution/route";
import * as heatmapRoute from "@/app/api/performance/analytics/heatmap/route";
import * as teamsRoute from "@/app/api/performance/analytics/teams/route";
import * as trendsRoute from "@/app/api/performance/analytics/trends/route";
import * as logsRoute from "@/app/api/performance/logs/route";
import * as statisticsRoute from "@/app/api/performance/statistics/route";
import * as leaderboardRoute from "@/app/api/performance/team/leaderboard/route";
import * as teamRoute from "@/app/api/performance/team/route";
import * as topRoute from "@/app/api/performance/team/top-performers/route";
import * as teamTrendsRoute from "@/app/api/performance/team/trends/route";
import * as badgesRoute from "@/app/api/performance/user/[id]/badges/route";
import * as historyRoute from "@/app/api/performance/user/[id]/history/route";
import * as metricsRoute from "@/app/api/performance/user/[id]/metrics/route";
import * as milestonesRoute from "@/app/api/performance/user/[id]/milestones/route";
import * as summaryRoute from "@/app/api/performance/user/[id]/summary/route";
import * as memberTrendsRoute from "@/app/api/performance/user/[id]/trends/route";
import type { Context } from "@/lib/context";
import { closeDatabase, connectDatabase } from "@/lib/db/client";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { countStatements } from "./count-statements";

type Budget = readonly [statements: number, rows: number, kilobytesRead: number];
type Response = { readonly status: number; readonly body: unknown };

const histories = { short: 20, long: 400 };
const day = 86_400_000;

let studio: Awaited<ReturnType<typeof makeStudio>>;

beforeAll(async () => {
  studio = await makeStudio(await connectDatabase());
  const { context, member, otherMember } = studio;
  await recordAssignmentsFor(context, [
    ...listDailyCompletions(context, member.id, histories.short),
    ...listDailyCompletions(context, otherMember.id, histories.long),
  ]);
});
afterAll(closeDatabase);

/** One completion a day, the last of them today. */
function listDailyCompletions(context: Context, userId: number, count: number) {
  return createCompletions(context, userId, count).map((work, index) => {
    const move = (time: Date | null = null) =>
      time && new Date(time.getTime() - (count - 1 - index) * day);
    return {
      ...work,
      completedAt: move(work.completedAt),
      assignedAt: move(work.assignedAt),
      dueAt: move(work.dueAt),
    };
  });
}

/** The third run: the first ones fill the caches of a process and prepare statements. */
async function count(run: () => Promise<Response>) {
  await run();
  await run();
  const { result, counts } = await countStatements(run);
  expect(result.status).toBe(200);
  const { statements, rows, bytes } = counts;
  return { statements, rows, kilobytesRead: bytes / 1000 };
}

async function expectWithin(
  [statements, rows, kilobytesRead]: Budget,
  run: () => Promise<Response>,
): Promise<void> {
  const counts = await count(run);
  const budget = { statements, rows, kilobytesRead };
  const over = Object.entries(budget).filter(
    ([name, most]) => counts[name as keyof typeof counts] > most,
  );
  expect(over, `It took ${JSON.stringify(counts)}.`).toEqual([]);
}

describe("what a member's read takes from the database after 400 completions", () => {
  test.each([
    ["summary", summaryRoute, [2, 2, 0.5]],
    ["metrics", metricsRoute, [2, 2, 0.5]],
    ["history of 30 days", historyRoute, [3, 35, 18]],
    ["trends of 90 days", memberTrendsRoute, [2, 95, 12]],
    ["milestones", milestonesRoute, [7, 15, 15]],
    ["badges", badgesRoute, [5, 95, 15]],
  ] as const)("%s", async (_, { GET }, budget) => {
    const { id, caller } = studio.otherMember;
    await expectWithin(budget, () => caller.call(GET, { params: { id } }));
  });
});

describe("what a read of a group takes from the database", () => {
  test.each([
    ["team", teamRoute, [2, 10, 1.2]],
    ["leaderboard", leaderboardRoute, [2, 10, 0.8]],
    ["top performers", topRoute, [2, 5, 0.8]],
    ["statistics", statisticsRoute, [2, 2, 0.3]],
    ["distribution", distributionRoute, [2, 2, 0.3]],
    ["a page of logs, each with its work", logsRoute, [3, 55, 31]],
    ["trends", trendsRoute, [2, 2, 20]],
    ["teams", teamsRoute, [2, 5, 0.6]],
    ["heatmap", heatmapRoute, [3, 35, 0.5]],
    ["team trends", teamTrendsRoute, [2, 2, 6]],
  ] as const)("%s", async (_, { GET }, budget) => {
    await expectWithin(budget, () => studio.manager.caller.call(GET));
  });
});

describe("what a completion takes from the database, however long the member's history", () => {
  const giveLate = async (member: Made, number: number) => {
    const completed = { completed_at: ago(number / 10 + 1) };
    return { status: 200, body: await give(studio.admin, member.id, completed) };
  };

  test("in order", async () => {
    for (const member of [studio.member, studio.otherMember]) {
      const open: number[] = [];
      for (let index = 0; index < 3; index += 1) open.push(await give(studio.admin, member.id));
      await expectWithin([9, 8, 4], () => complete(member, open.pop() ?? 0));
    }
  });

  test("late: the weeks by which badges are judged, and the completions since", async () => {
    for (const member of [studio.member, studio.otherMember]) {
      let number = 0;
      await expectWithin([13, 95, 18], () => {
        number += 1;
        return giveLate(member, number);
      });
    }
  });
});
