import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase } from "@/lib/db/client";
import { toDifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import { toMatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import { getPerformanceTrends } from "@/lib/performance/summaries/get-performance-trends";
import { getUserPerformanceSummary } from "@/lib/performance/summaries/get-user-performance-summary";
import { userHistory } from "@/lib/performance/summaries/schemas";
import { userTrends } from "@/lib/performance/summaries/trend-schemas";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { getUserPerformanceHistory, type HistoryInput } from "./get-user-performance-history";

const DAY = 86_400_000;
const everything = 36_500;
let context: Context;
let [worker, colleague, daily]: [number, number, number] = [0, 0, 0];

/** Assignments with and without due date, match and difficulty; some amended, some reopened, some completed again. */
beforeAll(async () => {
  const made = await makeOrganization(await connectDatabase(), { members: 3, timeZone: "UTC" });
  context = made.context;
  [worker = 0, colleague = 0, daily = 0] = made.userIds;
  const work = createCompletions(context, worker, 12).map((one, index) => ({
    ...one,
    dueAt: index % 3 === 0 ? null : (one.dueAt ?? null),
    difficulty: index % 4 === 0 ? null : toDifficultyHundredths(500),
    skillMatch: index % 5 === 0 ? null : toMatchTenThousandths(8000),
  }));
  await recordAssignmentsFor(context, [...work, ...createCompletions(context, colleague, 3)]);
  await recordAssignmentsFor(
    context,
    work.slice(1, 4).map((one) => ({ ...one, difficulty: toDifficultyHundredths(700) })),
  );
  const reopened = work.slice(3, 6).map((one) => {
    return { ...one, completedAt: null, status: "open" as const };
  });
  await recordAssignmentsFor(context, reopened);
  await recordAssignmentsFor(context, work.slice(5, 6));
});

async function getHistory(input: Partial<HistoryInput> = {}) {
  const selection = { userId: worker, days: everything, ...input };
  return userHistory.parse(await getUserPerformanceHistory(context, selection));
}

describe("a filtered history", () => {
  it("lists and counts the entries of one kind", async () => {
    const all = await getHistory();
    for (const kind of ["completion", "late", "reversal", "correction", "policy"] as const) {
      const some = await getHistory({ kind });
      expect(some.entries).toEqual(all.entries.filter((entry) => entry.kind === kind));
      expect(some.total_entries).toBe(some.entries.length);
    }
    expect((await getHistory({ kind: "reversal" })).total_entries).toBe(3);
    expect((await getHistory({ kind: "correction" })).total_entries).toBe(3);
  });

  it("continues by cursor within the filter", async () => {
    const whole = await getHistory({ kind: "reversal" });
    const first = await getHistory({ kind: "reversal", limit: 2 });
    const cursor = first.next_cursor ?? "";
    const rest = await getHistory({ kind: "reversal", limit: 2, cursor });
    expect([...first.entries, ...rest.entries]).toEqual(whole.entries);
    expect(rest).toMatchObject({ total_entries: 3, next_cursor: null });
  });

  it("lists as many rows as the evidence of each figure says, one for each assignment", async () => {
    const summary = await getUserPerformanceSummary(context, { userId: worker });
    const evidence = { ...summary.evidence, tasks: summary.tasks_completed };
    expect(evidence.due).toBeLessThan(evidence.timed);
    for (const name of ["tasks", "due", "skill_rated", "difficulty_rated", "timed"] as const) {
      const { entries, total_entries: total } = await getHistory({ evidence: name });
      expect([name, total]).toEqual([name, evidence[name]]);
      expect(new Set(entries.map((entry) => entry.assignment_id)).size).toBe(total);
      expect(entries.map(({ kind }) => kind)).not.toContain("reversal");
    }
  });

  it("lists only late completions, or only those whose due date was moved, with what they count by", async () => {
    const all = (await getHistory({ evidence: "due" })).entries;
    const late = await getHistory({ only: "late" });
    expect(late.entries.length).toBeGreaterThan(0);
    expect(late.entries).toEqual(all.filter(({ work }) => work?.on_time === false));
    expect(late.total_entries).toBe(late.entries.length);
    for (const { work } of late.entries) expect(work?.days_early).toBeLessThanOrEqual(0);
    const moved = await getHistory({ only: "moved" });
    expect(moved.entries).toEqual(all.filter(({ work }) => work?.due_moved));
    const both = await getHistory({ only: "late", evidence: "skill_rated" });
    expect(both.entries).toEqual(late.entries.filter(({ work }) => work?.skill_match !== null));
  });

  it("finds one entry, or the entries of one assignment, of this member only", async () => {
    const [, second] = (await getHistory()).entries;
    expect((await getHistory({ entry_id: second?.id ?? 0 })).entries).toEqual([second]);
    const assignment = (await getHistory({ kind: "correction" })).entries[0]?.assignment_id ?? 0;
    const { entries } = await getHistory({ assignment_id: assignment });
    expect(entries.length).toBeGreaterThan(1);
    expect(new Set(entries.map((entry) => entry.assignment_id))).toEqual(new Set([assignment]));
    const [others] = (await getHistory({ userId: colleague })).entries;
    expect(await getHistory({ entry_id: others?.id ?? 0 })).toMatchObject({
      entries: [],
      total_entries: 0,
    });
  });
});

describe("the trend of an earlier period", () => {
  it("ends an earlier trend where the next one begins, without a gap or a shared day", async () => {
    const days = 3;
    const serializeTrend = async (input: { days: number; offset_days?: number }) =>
      userTrends.parse(await getPerformanceTrends(context, { userId: daily, ...input }));
    const work = Array.from({ length: 3 * days }, (_, ago) => {
      const then = { ...context, now: new Date(context.now.getTime() - ago * DAY) };
      return createCompletions(then, daily, 1, { externalId: `ago-${ago}` });
    });
    await recordAssignmentsFor(context, work.flat());
    const both = await serializeTrend({ days: 2 * days });
    const now = await serializeTrend({ days });
    const previous = await serializeTrend({ days, offset_days: days });
    expect(previous.dates).toHaveLength(days);
    expect([...previous.dates, ...now.dates]).toEqual(both.dates);
    expect([...previous.performance_scores, ...now.performance_scores]).toEqual(
      both.performance_scores,
    );
    expect(previous.statistics.max_score).toBe(
      Math.max(...previous.performance_scores.map(Number)),
    );
  });
});
