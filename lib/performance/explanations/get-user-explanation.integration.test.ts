import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { connectDatabase } from "@/lib/db/client";
import { userExplanation } from "@/lib/performance/explanations/schemas";
import { getUserPerformanceHistory } from "@/lib/performance/history/get-user-performance-history";
import { getUserPerformanceSummary } from "@/lib/performance/summaries/get-user-performance-summary";
import { actAs } from "@/lib/performance/testing/act-as";
import { makeOrganization } from "@/lib/performance/testing/make-organization";
import { createCompletions, recordAssignmentsFor } from "@/lib/performance/testing/record-work";
import { getUserExplanation } from "./get-user-explanation";

const HOUR = 3_600_000;
let context: Context;
let [worker, beginner, idle]: [number, number, number] = [0, 0, 0];

beforeAll(async () => {
  const made = await makeOrganization(await connectDatabase(), { members: 3 });
  context = made.context;
  [worker = 0, beginner = 0, idle = 0] = made.userIds;
  const { now } = context;
  const long = { ...context, now: new Date(now.getTime() - 2000 * HOUR) };
  await recordAssignmentsFor(long, createCompletions(long, worker, 10, { title: "Long ago" }));
  await recordAssignmentsFor(context, [
    ...createCompletions(context, worker, 12).map((work) => ({
      ...work,
      externalId: `new-${work.externalId}`,
    })),
    ...createCompletions(context, beginner, 2, { difficulty: null }),
    ...[3, 5].map((hours) => ({
      externalId: `overdue-${hours}`,
      userId: worker,
      title: `Overdue ${hours}`,
      dueAt: new Date(now.getTime() - hours * HOUR),
    })),
  ]);
});

async function explain(viewer: Context, userId: number, days = 30) {
  return userExplanation.parse(await getUserExplanation(viewer, { userId, days }));
}

function toHundredths(values: readonly (number | null)[]): number {
  return Math.round(values.reduce<number>((sum, value) => sum + (value ?? 0), 0) * 100);
}

describe("the explanation of a score", () => {
  it("splits the change of the period into components that add up to it", async () => {
    for (const userId of [worker, beginner, idle]) {
      for (const days of [1, 30, 36_500]) {
        const explained = await explain(context, userId, days);
        const change = Math.round(explained.change * 100);
        expect(toHundredths(Object.values(explained.components))).toBe(change);
        expect(toHundredths(explained.reasons.map(({ amount }) => amount))).toBe(change);
        expect(toHundredths([explained.score_now, -(explained.score_before ?? 0)])).toBe(change);
        for (const movement of explained.movements) {
          const parts = movement.reasons.map(({ amount }) => amount);
          expect(toHundredths(parts)).toBe(Math.round(movement.change * 100));
        }
      }
    }
  });

  it("ends the explanation at the score of the summary, with the entries of the history", async () => {
    const explained = await explain(context, worker);
    const summary = await getUserPerformanceSummary(context, { userId: worker });
    const history = await getUserPerformanceHistory(context, { userId: worker });
    expect(explained.score_now).toBe(summary.current_performance_score);
    expect(explained.score_before).not.toBeNull();
    expect(explained.entries).toBe(history.total_entries);
    const entriesById = new Map(history.entries.map((entry) => [entry.id, entry]));
    expect(explained.movements.length).toBeGreaterThan(5);
    for (const movement of explained.movements) {
      const entry = entriesById.get(movement.entry_id);
      expect(movement).toMatchObject({
        change: entry?.score_change,
        score_after: entry?.performance_score,
        assignment_id: entry?.assignment_id,
      });
      expect(movement.text).toContain(`“${entry?.assignment_title}” was completed`);
    }
    const sizes = explained.movements.map(({ change }) => Math.abs(change));
    expect(sizes).toEqual([...sizes].sort((left, right) => right - left));
  });

  it("explains the score in sentences", async () => {
    const explained = await explain(context, worker);
    expect(explained.text).toMatch(
      /^The score (rose|fell) by \d+\.\d\d in the last 30 days: .*(on-time|skill match|difficulty) [+−]\d/,
    );
    expect(explained.set_by_others).toEqual({
      components: ["on_time", "skill", "difficulty"],
      share: 1,
      text: "Due date, skill match and difficulty come from the person who assigns the work or from a connected system, not from the person who does it. The components that depend on them make up 100% of the score.",
    });
    expect((await explain(context, beginner)).text).toMatch(
      /^A score appeared in the last 30 days: /,
    );
    expect((await explain(context, idle)).text).toBe(
      "Nothing was recorded in the last 30 days, so the score did not change.",
    );
  });

  it("lists open overdue assignments, the longest overdue first", async () => {
    const { overdue } = await explain(context, worker);
    expect(overdue).toMatchObject({
      count: 2,
      assignments: [{ title: "Overdue 5" }, { title: "Overdue 3" }],
      text: "2 open assignments are overdue. Each counts as late once it is completed.",
    });
    expect((await explain(context, idle)).overdue).toMatchObject({ count: 0, assignments: [] });
  });

  it("says what a score needs to be ranked", async () => {
    const lacking = await explain(context, beginner);
    expect(lacking.provisional).toBe(true);
    expect(lacking.missing).toMatchObject([
      { component: "on_time", evidence: 2, required: 5, missing: 3 },
      { component: "skill", evidence: 2, required: 5, missing: 3 },
      { component: "difficulty", evidence: 0, required: 5, missing: 5 },
    ]);
    expect(lacking.missing[0]?.text).toBe(
      "A rank needs 3 more completions with a due date (2 of 5 so far).",
    );
    expect(await explain(context, worker)).toMatchObject({ provisional: false, missing: [] });
  });

  it("hides other members' titles where the organization is pseudonymous", async () => {
    const viewer = actAs(context, { userId: idle, role: "manager", privacyMode: "pseudonymous" });
    expect(JSON.stringify(await explain(viewer, worker))).not.toMatch(
      /Task \d|Overdue \d|member-1"/,
    );
  });

  it("shows an explanation to the member, and to those who see their team or organization", async () => {
    const employee = actAs(context, { userId: idle });
    await expect(explain(employee, worker)).rejects.toMatchObject({ code: "forbidden" });
    const lead = actAs(context, { userId: idle, role: "team_lead" });
    await expect(explain(lead, worker)).rejects.toMatchObject({ code: "not_found" });
    const aggregate = actAs(context, { userId: idle, role: "admin", privacyMode: "aggregate" });
    await expect(explain(aggregate, worker)).rejects.toMatchObject({ code: "forbidden" });
    expect((await explain(employee, idle)).entries).toBe(0);
  });
});
