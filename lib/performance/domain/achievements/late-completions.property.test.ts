import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Completion, sortCompletions } from "@/lib/performance/domain/ledger/completion-order";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import {
  buildCompletion,
  buildCompletions,
  MONDAY,
  manyCompletions,
} from "@/lib/performance/domain/testing/completions";
import { evaluateCompletions } from "@/lib/performance/domain/testing/milestones";
import { addDays, type LocalDate } from "@/lib/performance/domain/time/local-time";
import { evaluateWindow, findWindowStart, type WindowStart } from "./late-completions";
import { computeMilestoneState } from "./milestone-state";

function openWindow(
  start: WindowStart,
  all: readonly Completion[],
  earlier: readonly Completion[],
) {
  const isInside = ({ fact }: Completion) => fact.completedAt >= start.instant;
  const before = earlier.filter((completion) => !isInside(completion));
  return {
    start,
    completions: all.filter(isInside),
    streakBefore: computeMilestoneState(before, MONDAY).tally.streak.current,
  };
}

/** Evaluates completions that are added to earlier ones, by the window. */
function evaluate(
  earlier: readonly Completion[],
  added: readonly Completion[],
  [evaluatedOn, today]: readonly [LocalDate, LocalDate],
) {
  const held = evaluateCompletions(earlier, evaluatedOn).reached;
  const late = { state: computeMilestoneState(earlier, evaluatedOn), added };
  const start = findWindowStart(late);
  if (start === null) return null;
  return evaluateWindow(late, openWindow(start, [...earlier, ...added], earlier), held, today);
}

const byType = (evaluated: { readonly reached: readonly { readonly type: string }[] }) =>
  [...evaluated.reached].sort((left, right) => (left.type < right.type ? -1 : 1));

test("evaluates late completions from a window as from all completions", () => {
  let evaluated = 0;
  let runs = 0;
  assertProperty(
    fc.property(
      manyCompletions,
      fc.nat({ max: 5 }),
      fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 20 })),
      (all, late, [day, later]) => {
        const [added, earlier] = [all.slice(0, late), all.slice(late)];
        const evaluatedOn = addDays(MONDAY, day);
        const today = addDays(evaluatedOn, later);
        const found = evaluate(earlier, added, [evaluatedOn, today]);
        runs += 1;
        if (found === null) return;
        evaluated += 1;
        expect(byType(found)).toEqual(byType(evaluateCompletions(all, today)));
        expect(found.state).toEqual(computeMilestoneState(all, today));
      },
    ),
  );
  expect(evaluated).toBeGreaterThan(runs * 0.7);
});

const history = buildCompletions(51, (index) => buildCompletion(index, index, index !== 31));
const days = [addDays(MONDAY, 61), addDays(MONDAY, 61)] as const;

test("moves a milestone that later completions reached, and keeps one that earlier ones reached", () => {
  const added = buildCompletion(99, 49, false);
  const found = evaluate(history, [added], days);
  const before = evaluateCompletions(history, days[1]);
  const all = evaluateCompletions([...history, added], days[1]);
  const getTasks = ({ reached }: typeof all) =>
    reached.find(({ type }) => type === "50_tasks")?.assignmentId;
  expect([getTasks(before), getTasks(all)]).toEqual([50n, 99n]);
  expect(found && byType(found)).toEqual(byType(all));
  expect(found?.state.tally.streak).toEqual({ current: 2, longest: 30 });
});

test("leaves it to all completions where the longest streak may be elsewhere after it was broken up", () => {
  const two = sortCompletions([
    ...buildCompletions(20, (index) => buildCompletion(index, index - 60)),
    buildCompletion(40, -30, false),
    ...buildCompletions(20, (index) => buildCompletion(100 + index, 20 + index)),
  ]);
  expect(evaluate(two, [buildCompletion(99, 30, false)], days)).toBeNull();
  expect(evaluate(two, [buildCompletion(99, 30, true)], days)).not.toBeNull();
});

test("has no window before the first evaluation", () => {
  const state = { ...computeMilestoneState([], MONDAY), evaluatedOn: null };
  expect(findWindowStart({ state, added: [buildCompletion(1, 1)] })).toBeNull();
});
