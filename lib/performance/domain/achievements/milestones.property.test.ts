import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import {
  buildCompletion,
  buildCompletions,
  MONDAY,
  manyCompletions,
} from "@/lib/performance/domain/testing/completions";
import {
  type HistoryEvent,
  histories,
  playHistory,
} from "@/lib/performance/domain/testing/histories";
import {
  evaluateCompletions,
  listTypes,
  POLICIES,
} from "@/lib/performance/domain/testing/milestones";
import { addDays, type LocalDate, parseLocalDate } from "@/lib/performance/domain/time/local-time";
import { MILESTONE_RULES, type MilestoneType, type ReachedMilestone } from "./milestone-rules";
import { compareMilestones, evaluateMilestones } from "./milestones";

test("describes every milestone under a type of its own", () => {
  expect(new Set(listTypes(MILESTONE_RULES)).size).toBe(MILESTONE_RULES.length);
  for (const { name, description, icon, threshold } of MILESTONE_RULES) {
    expect([name, description, icon].every((text) => text.length > 0)).toBe(true);
    expect(threshold).toBeGreaterThan(0);
  }
});

test("evaluates no milestone as reached without completions, and progress as 0 or null", () => {
  const { reached, progress } = evaluateCompletions([]);
  expect(reached).toEqual([]);
  expect(listTypes(progress)).toEqual(listTypes(MILESTONE_RULES));
  expect(progress.every(({ value }) => value === 0 || value === null)).toBe(true);
});

test("revokes or amends a milestone after a completion that reached it is reversed", () => {
  const held = evaluateMilestones({
    completions: buildCompletions(10, (index) => buildCompletion(index, index)),
    entries: [],
    policies: POLICIES,
    today: MONDAY,
  }).reached;
  const after = evaluateCompletions(
    buildCompletions(9, (index) => buildCompletion(index, index)),
    MONDAY,
  ).reached;
  expect(compareMilestones(held, after)).toMatchObject({
    reached: [],
    amended: [],
    revoked: ["10_tasks", "on_time_streak_10"],
  });
  const replaced = [
    ...buildCompletions(9, (index) => buildCompletion(index, index)),
    buildCompletion(77, 40),
  ];
  const changes = compareMilestones(held, evaluateCompletions(replaced, MONDAY).reached);
  expect(changes.revoked).toEqual([]);
  expect(changes.amended.map(({ type, assignmentId }) => [type, assignmentId])).toEqual([
    ["10_tasks", 77n],
    ["on_time_streak_10", 77n],
  ]);
});

test("keeps the same milestones through any history as an evaluation at its end", () => {
  assertProperty(
    fc.property(histories, fc.nat(), (history, seed) => {
      const today = addDays(parseLocalDate("2024-03-01"), seed % 150);
      const held = new Map<MilestoneType, ReachedMilestone>();
      for (const [index] of history.entries()) {
        const past = history.slice(0, index + 1);
        const changes = compareMilestones(held.values(), evaluateAll(past, today).reached);
        for (const type of changes.revoked) expect(held.delete(type)).toBe(true);
        for (const milestone of changes.reached) {
          expect(held.has(milestone.type)).toBe(false);
          held.set(milestone.type, milestone);
        }
        for (const milestone of changes.amended) held.set(milestone.type, milestone);
      }
      const { reached } = evaluateAll(history, today);
      expect(new Set(held.values())).toEqual(new Set(reached));
    }),
  );
});

test("evaluates the same milestones for completions and entries in any order", () => {
  assertProperty(
    fc.property(manyCompletions, histories, (completions, history) => {
      const { entries, policies } = playHistory(history);
      const today = addDays(MONDAY, 60);
      expect(
        evaluateMilestones({
          completions: completions.toReversed(),
          entries: entries.toReversed(),
          policies,
          today,
        }),
      ).toEqual(evaluateMilestones({ completions, entries, policies, today }));
    }),
  );
});

test("evaluates each milestone as reached or in progress, and revokes none as time passes", () => {
  assertProperty(
    fc.property(manyCompletions, fc.nat(60), (completions, days) => {
      const sooner = evaluateCompletions(completions, addDays(MONDAY, days));
      const later = evaluateCompletions(completions, addDays(MONDAY, days + 20));
      expect(sooner.reached.length + sooner.progress.length).toBe(MILESTONE_RULES.length);
      expect(compareMilestones(sooner.reached, later.reached).revoked).toEqual([]);
    }),
  );
});

function evaluateAll(history: readonly HistoryEvent[], today: LocalDate) {
  return evaluateMilestones({ ...playHistory(history), today });
}
