import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sortCompletions } from "@/lib/performance/domain/ledger/completion-order";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import {
  buildCompletion,
  buildCompletions,
  manyCompletions,
} from "@/lib/performance/domain/testing/completions";
import { evaluateCompletions, listTypes } from "@/lib/performance/domain/testing/milestones";
import { MILESTONE_RULES, type MilestoneType } from "./milestone-rules";
import { EMPTY_TALLY, findTallyMilestones } from "./tally-milestones";

test.each([
  [0, "first_task", 1],
  [9, "10_tasks", 10],
  [49, "50_tasks", 50],
  [99, "100_tasks", 100],
  [249, "250_tasks", 250],
  [499, "500_tasks", 500],
  [999, "1000_tasks", 1000],
] as const)("reaches, with one more task after %i, the milestone %s", (before, type, value) => {
  const undated = buildCompletions(before + 1, (index) => buildCompletion(index, index, null));
  expect(listTypes(evaluateCompletions(undated.slice(1)).reached)).not.toContain(type);
  const { reached } = evaluateCompletions(undated);
  expect(reached.at(-1)).toEqual({
    type,
    value,
    reachedAt: undated.at(-1)?.fact.completedAt,
    assignmentId: BigInt(before + 1),
    entryId: null,
    period: null,
  });
});

test.each([10, 25, 50, 100] as const)(
  "reaches the milestone of %i on time in a row with the last of them",
  (length) => {
    const type: MilestoneType = `on_time_streak_${length}`;
    const onTime = buildCompletions(length, (index) => buildCompletion(index, index));
    const { reached } = evaluateCompletions([...onTime, buildCompletion(900, length + 1, false)]);
    expect(reached.find((milestone) => milestone.type === type)).toMatchObject({
      value: length,
      assignmentId: BigInt(length),
    });
    const broken = [
      ...onTime.slice(1),
      buildCompletion(901, 2, false),
      buildCompletion(902, length + 5, null),
    ];
    expect(listTypes(evaluateCompletions(broken).reached)).not.toContain(type);
  },
);

test("shows the current streak as progress, not the longest one", () => {
  const completions = [
    ...buildCompletions(7, (index) => buildCompletion(index, index)),
    buildCompletion(8, 8, false),
  ];
  const { progress } = evaluateCompletions([...completions, buildCompletion(9, 9)]);
  expect(progress).toContainEqual({
    type: "on_time_streak_10",
    value: 1,
    threshold: 10,
    late: null,
  });
});

test("reaches hard_hitter with 10 completions of difficulty 8, and counts none of 7.99", () => {
  const hard = buildCompletions(10, (index) => buildCompletion(index, index, null, 800));
  expect(evaluateCompletions(hard).reached).toContainEqual(
    expect.objectContaining({ type: "hard_hitter", value: 10, assignmentId: 10n }),
  );
  const softer = [
    ...hard.slice(1),
    buildCompletion(11, 11, null, 799),
    buildCompletion(12, 12, null, null),
  ];
  expect(evaluateCompletions(softer).progress).toContainEqual({
    type: "hard_hitter",
    value: 9,
    threshold: 10,
    late: null,
  });
});

test("reaches the same milestones step by step as at once, with any split", () => {
  const rules = MILESTONE_RULES.filter((rule) => rule.basis === "tally");
  assertProperty(
    fc.property(manyCompletions, fc.nat(70), (completions, split) => {
      const ordered = sortCompletions(completions);
      const whole = findTallyMilestones(rules, ordered);
      const before = findTallyMilestones(rules, ordered.slice(0, split), EMPTY_TALLY);
      const types = new Set(listTypes(before.reached));
      const pending = rules.filter(({ type }) => !types.has(type));
      const after = findTallyMilestones(pending, ordered.slice(split), before.tally);
      expect(after.tally).toEqual(whole.tally);
      expect([...before.reached, ...after.reached]).toEqual(whole.reached);
    }),
  );
});
