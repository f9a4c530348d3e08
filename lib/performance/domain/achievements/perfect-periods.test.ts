import { expect, test } from "vitest";
import { buildCompletion, buildCompletions } from "@/lib/performance/domain/testing/completions";
import { evaluateCompletions, listTypes } from "@/lib/performance/domain/testing/milestones";

test("awards a perfect week once it is over, for its last completion with a due date", () => {
  const week = [
    buildCompletion(1, 0),
    buildCompletion(2, 3),
    buildCompletion(3, 6),
    buildCompletion(4, 6, null),
  ];
  expect(evaluateCompletions(week, "2024-05-19")).toMatchObject({
    reached: [{ type: "first_task" }],
    progress: expect.arrayContaining([{ type: "perfect_week", value: 3, threshold: 3, late: 0 }]),
  });
  expect(evaluateCompletions(week, "2024-05-20").reached.at(-1)).toEqual({
    type: "perfect_week",
    value: 3,
    reachedAt: week[2]?.fact.completedAt,
    assignmentId: 3n,
    entryId: null,
    period: { from: "2024-05-13", to: "2024-05-19" },
  });
});

test("awards the first of two perfect weeks", () => {
  const weeks = [7, 8, 9, 0, 1, 2].map((day, index) => buildCompletion(index + 1, day));
  expect(evaluateCompletions(weeks).reached.at(-1)).toMatchObject({
    type: "perfect_week",
    assignmentId: 6n,
    period: { from: "2024-05-13", to: "2024-05-19" },
  });
});

test("awards no perfect week with two due completions or a late one", () => {
  const few = [
    buildCompletion(1, 0),
    buildCompletion(2, 6),
    buildCompletion(3, 3, null),
    buildCompletion(4, 7),
  ];
  expect(listTypes(evaluateCompletions(few).reached)).not.toContain("perfect_week");
  const late = [
    ...buildCompletions(5, (index) => buildCompletion(index, 1)),
    buildCompletion(9, 0, false),
  ];
  expect(listTypes(evaluateCompletions(late).reached)).not.toContain("perfect_week");
  expect(evaluateCompletions(late, "2024-05-15").progress).toContainEqual({
    type: "perfect_week",
    value: 0,
    threshold: 3,
    late: expect.any(Number),
  });
});

test("awards a perfect month with 10 due completions from its first day to its last", () => {
  const june = buildCompletions(10, (index) => buildCompletion(index, 19 + (index - 1) * 3.2));
  const days = june.map(({ fact }) => fact.completedOn);
  expect([days[0], days.at(-1)]).toEqual(["2024-06-01", "2024-06-29"]);
  expect(listTypes(evaluateCompletions(june, "2024-06-30").reached)).not.toContain("perfect_month");
  expect(evaluateCompletions(june, "2024-07-01").reached.at(-1)).toMatchObject({
    type: "perfect_month",
    value: 10,
    assignmentId: 10n,
    period: { from: "2024-06-01", to: "2024-06-30" },
  });
  expect(listTypes(evaluateCompletions(june.slice(1)).reached)).not.toContain("perfect_month");
});
