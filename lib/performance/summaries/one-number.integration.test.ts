import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase } from "@/lib/db/client";
import { getAnalyticsTrends } from "@/lib/performance/analytics/get-analytics-trends";
import { getDistribution } from "@/lib/performance/analytics/get-distribution";
import { getStatistics } from "@/lib/performance/analytics/get-statistics";
import { getTeamTrends } from "@/lib/performance/analytics/get-team-trends";
import { amendAssignment } from "@/lib/performance/assignments/amend-assignment";
import { getUserExplanation } from "@/lib/performance/explanations/get-user-explanation";
import { getUserPerformanceHistory } from "@/lib/performance/history/get-user-performance-history";
import { updatePolicy } from "@/lib/performance/policies/update-policy";
import { compareTeamPerformance } from "@/lib/performance/rankings/compare-team-performance";
import { getLeaderboard } from "@/lib/performance/rankings/get-leaderboard";
import { getTeamPerformanceSummary } from "@/lib/performance/rankings/get-team-performance-summary";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { getPerformanceTrends } from "./get-performance-trends";
import { getUserMetrics } from "./get-user-metrics";
import { getUserPerformanceSummary } from "./get-user-performance-summary";

const DAY = 86_400_000;
const DAYS = 30;

let context: Context;
let [worker, steady]: [number, number] = [0, 0];

function goBack(days: number): Context {
  return { ...context, now: new Date(context.now.getTime() - days * DAY) };
}

/** Completions that were recorded at another time than they were done. */
async function complete(userId: number, doneAgo: number, recordedAgo: number, count: number) {
  const done = createCompletions(goBack(doneAgo), userId, count, {});
  const inputs = done.map((one) => ({ ...one, externalId: `${one.externalId}-${doneAgo}` }));
  await recordAssignmentsFor(goBack(recordedAgo), inputs);
}

beforeAll(async () => {
  const made = await makeOrganization(await connectDatabase(), { members: 2 });
  ({ context } = made);
  [worker = 0, steady = 0] = made.userIds;
  await complete(worker, 60, 60, 9);
  await complete(steady, 50, 50, 7);
  await complete(worker, 25, 25, 8);
  // Work of before the period that comes late.
  await complete(worker, 45, 20, 3);
  await updatePolicy(goBack(15), {
    weights: { on_time: 0.2, skill: 0.3, difficulty: 0.5 },
    min_sample: 5,
  });
  await complete(worker, 10, 10, 4);
  const { id } = await context.database.assignment.findFirstOrThrow({
    where: { organizationId: context.organizationId, externalId: `work-${worker}-2-60` },
  });
  const assigner = actAs(goBack(5), { userId: steady, role: "admin" });
  await amendAssignment(assigner, { id, amendment: { difficulty: 9.5, skill_match: 1 } });
});

describe("the figures of a member and of the organization", () => {
  it("agree to the hundredth after late work, a correction and another policy", async () => {
    const summary = await getUserPerformanceSummary(context, { userId: worker });
    const metrics = await getUserMetrics(context, { userId: worker });
    const trends = await getPerformanceTrends(context, { userId: worker, days: DAYS });
    const explained = await getUserExplanation(context, { userId: worker, days: DAYS });
    const history = await getUserPerformanceHistory(context, { userId: worker });
    const compared = await compareTeamPerformance(context, { userId1: worker, userId2: steady });
    const board = await getLeaderboard(context, {});
    const score = summary.current_performance_score;
    expect(score).not.toBeNull();
    expect([
      metrics.performance_score,
      trends.score_after,
      trends.performance_scores.at(-1),
      explained.score_now,
      history.entries[0]?.performance_score,
      compared.user_1.current_performance_score,
      board.entries.find(({ user_id }) => user_id === worker)?.performance_score,
    ]).toEqual(Array.from({ length: 7 }, () => score));
    expect(trends.score_before).toBe(explained.score_before);
    expect([trends.change, explained.change, compared.user_1.trend.change]).toEqual(
      Array.from({ length: 3 }, () => summary.trend.change),
    );
    const asOf = { ...summary.as_of };
    expect([metrics, trends, explained, history].map(({ as_of }) => as_of)).toEqual(
      Array.from({ length: 4 }, () => asOf),
    );
  });

  it("split the change into completions and policy, never calling the policy lateness", async () => {
    const explained = await getUserExplanation(context, { userId: worker, days: DAYS });
    const { components, policy, gains, losses } = explained;
    expect(policy).not.toBeNull();
    expect(policy).not.toBe(0);
    const hundredths = (values: readonly (number | null)[]) =>
      Math.round(values.reduce<number>((sum, value) => sum + (value ?? 0), 0) * 100);
    const change = Math.round(explained.change * 100);
    expect(hundredths([...Object.values(components), policy])).toBe(change);
    expect(hundredths([gains.change, losses.change, policy])).toBe(change);
    expect(explained.entries).toBe(12);
    expect(explained.policy_changes).toMatchObject([{ policy_version: 2, change: policy }]);
    expect(explained.text).toMatch(/ policy change [+−]\d/);
  });

  it("say what was shown when the period began, and what moved it since", async () => {
    const explained = await getUserExplanation(context, { userId: worker, days: DAYS });
    const then = explained.shown_then;
    expect(then?.score).not.toBe(explained.score_before);
    expect(then).toMatchObject({ entries: 4 });
    expect(then?.later.map(({ kind }) => kind)).toEqual(["correction", "late", "late", "late"]);
    expect(then?.later[0]?.text).toMatch(
      /^“Task 2 of \d+” was corrected on \w+ \d+, \d+: [+−]\d+\.\d\d, work of /,
    );
    const other = await getUserExplanation(context, { userId: steady, days: DAYS });
    expect(other.shown_then).toBeNull();
  });

  it("mark the policy and the correction on the trend, with a point for the policy alone", async () => {
    const trends = await getPerformanceTrends(context, { userId: worker, days: DAYS });
    expect(trends.marks.map(({ kind }) => kind)).toEqual(["policy", "correction"]);
    const policyDay = trends.marks[0]?.date ?? "";
    expect(trends.dates).toHaveLength(3);
    expect(trends.dates[1]).toBe(policyDay);
    const idle = await getPerformanceTrends(context, { userId: steady, days: DAYS });
    expect(idle.dates).toEqual([policyDay]);
    expect(idle.score_after).toBe(
      (await getUserPerformanceSummary(context, { userId: steady })).current_performance_score,
    );
    expect(idle.change).not.toBe(0);
  });

  it("end the mean's trend at the mean of the statistics, also for a member without later work", async () => {
    const statistics = await getStatistics(context);
    const mean = statistics.statistics.average_score;
    const team = await getTeamPerformanceSummary(context);
    const trends = await getTeamTrends(context, { days: DAYS });
    const analytics = await getAnalyticsTrends(context, { days: DAYS });
    expect([
      trends.average_scores.at(-1),
      analytics.organization.average_scores.at(-1),
      team.average_performance_score,
      (await getDistribution(context)).average_score,
    ]).toEqual([mean, mean, mean, mean]);
    // From a period after the last change of the policy, too.
    const recent = await getTeamTrends(context, { days: 12 });
    expect(recent.average_scores.at(-1)).toBe(mean);
    const asOf = { ...statistics.as_of };
    expect([trends.as_of, analytics.as_of, team.as_of]).toEqual([asOf, asOf, asOf]);
    for (const { user_id: userId, trends: line } of analytics.trends ?? []) {
      const alone = await getPerformanceTrends(context, { userId, days: DAYS });
      expect(alone).toMatchObject(line);
    }
  });
});

describe("the recent figures of a summary", () => {
  it("are those of the last 90 days, and null without a completion in them", async () => {
    const { recent } = await getUserPerformanceSummary(context, { userId: worker });
    expect(recent).toMatchObject({ period_days: 90, tasks_completed: 24, provisional: false });
    const later = { ...context, now: new Date(context.now.getTime() + 60 * DAY) };
    const compared = await compareTeamPerformance(later, {
      ...{ userId1: worker, userId2: steady, days: 90 },
    });
    const { recent: lessRecent, period } = compared.user_1;
    expect(lessRecent).toMatchObject({
      tasks_completed: period.tasks_completed,
      performance_score: period.performance_score,
      metrics: period.metrics,
    });
    expect(compared.user_2).toMatchObject({ recent: null });
  });
});
