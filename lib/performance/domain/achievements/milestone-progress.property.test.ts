import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Completion } from "@/lib/performance/domain/ledger/completion-order";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import {
  buildCompletion,
  buildCompletions,
  MONDAY,
  manyCompletions,
} from "@/lib/performance/domain/testing/completions";
import {
  histories,
  type PlayedHistory,
  playHistory,
} from "@/lib/performance/domain/testing/histories";
import { buildFact } from "@/lib/performance/domain/testing/samples";
import { addDays, type LocalDate } from "@/lib/performance/domain/time/local-time";
import { findWindowStart } from "./late-completions";
import { measureRecentProgress } from "./milestone-progress";
import { computeMilestoneState } from "./milestone-state";
import { evaluateMilestones } from "./milestones";
import { COMEBACK_WINDOW_MILLISECONDS } from "./score-milestones";

type Ledger = Pick<PlayedHistory, "entries" | "policies">;

/** The entries that are read: of 30 days, and the last before them. */
function listRecent({ entries }: Ledger) {
  const from = (entries.at(-1)?.createdAt.getTime() ?? 0) - COMEBACK_WINDOW_MILLISECONDS;
  const older = entries.findLastIndex(({ createdAt }) => createdAt.getTime() <= from);
  return entries.slice(Math.max(0, older));
}

function measure(
  completions: readonly Completion[],
  ledger: Ledger,
  evaluatedOn: LocalDate,
  today: LocalDate,
) {
  const state = computeMilestoneState(completions, evaluatedOn);
  const start = findWindowStart({ state, added: [] });
  if (start === null) throw new Error("Nothing was evaluated.");
  const inside = completions.filter(({ fact }) => fact.completedAt >= start.instant);
  const window = { start, completions: inside };
  const { policies } = ledger;
  return measureRecentProgress({ state, window, entries: listRecent(ledger), policies, today });
}

test("measures progress from recent evidence as from everything", () => {
  let measured = 0;
  assertProperty(
    fc.property(
      manyCompletions,
      histories,
      fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 20 })),
      (completions, history, [day, later]) => {
        const ledger = playHistory(history);
        const evaluatedOn = addDays(MONDAY, day);
        const today = addDays(evaluatedOn, later);
        const found = measure(completions, ledger, evaluatedOn, today);
        if (found === null) return;
        measured += 1;
        const { progress } = evaluateMilestones({ ...ledger, completions, today });
        for (const { type, value, late } of progress)
          expect([type, found.get(type)]).toEqual([type, { value, late }]);
      },
    ),
  );
  expect(measured).toBeGreaterThan(0);
});

test("shows the value that reached a milestone which only awaits its award", () => {
  const completions = buildCompletions(12, (index) =>
    buildCompletion(index, 42 + Math.floor(index / 3), index !== 12),
  );
  const ledger = playHistory([]);
  const found = measure(completions, ledger, addDays(MONDAY, 42), addDays(MONDAY, 60));
  expect([found?.get("on_time_streak_10")?.value, found?.get("10_tasks")?.value]).toEqual([10, 10]);
  expect([found?.get("perfect_week")?.value, found?.get("first_task")?.value]).toEqual([0, 1]);
  const perfect = measure(
    completions.slice(0, 9),
    ledger,
    addDays(MONDAY, 42),
    addDays(MONDAY, 60),
  );
  expect(perfect?.get("perfect_week")).toEqual({ value: 9, late: null });
});

test("leaves it to the whole ledger after a recent reversal", () => {
  const event = { type: "assignment", id: 1n } as const;
  const ledger = playHistory([
    { ...event, fact: buildFact({}) },
    { ...event, fact: null },
  ]);
  expect(ledger.entries.map(({ kind }) => kind)).toEqual(["completion", "reversal"]);
  expect(measure([], ledger, MONDAY, MONDAY)).toBeNull();
});
