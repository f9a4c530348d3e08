import * as fc from "fast-check";
import { expect, test } from "vitest";
import { COMPONENTS, type PerComponent } from "@/lib/performance/domain/scoring/policy";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { histories, playHistory } from "@/lib/performance/domain/testing/histories";
import { buildScore } from "@/lib/performance/domain/testing/samples";
import { type ExplainedEntry, explainPeriod } from "./explanation";

function buildEntry(
  id: number,
  score: number | null,
  [onTime, skill, difficulty]: readonly (number | null)[],
): ExplainedEntry {
  return {
    id: BigInt(id),
    kind: "completion",
    score: buildScore(score),
    contributions: {
      onTime: buildScore(onTime ?? null),
      skill: buildScore(skill ?? null),
      difficulty: buildScore(difficulty ?? null),
    },
  };
}

function total(parts: PerComponent<number | null>): number {
  return COMPONENTS.reduce((sum, component) => sum + (parts[component] ?? 0), 0);
}

test("explains a score change by its components and by the entries that changed it most", () => {
  const entries = [
    buildEntry(7, 8100, [120, -20, null]),
    buildEntry(8, 8100, [0, 0, null]),
    buildEntry(9, 7800, [-400, 100, null]),
    buildEntry(10, 7900, [0, 100, null]),
  ];
  const explanation = explainPeriod(buildScore(8000), entries, 2);
  expect(explanation).toMatchObject({
    scoreBefore: 8000,
    scoreNow: 7900,
    change: -100,
    components: { onTime: -280, skill: 180, difficulty: null },
    reasons: [
      { component: "onTime", amount: -280 },
      { component: "skill", amount: 180 },
    ],
  });
  expect(
    explanation.movements.map(({ entry, change, reasons }) => [entry.id, change, reasons]),
  ).toEqual([
    [
      9n,
      -300,
      [
        { component: "onTime", amount: -400 },
        { component: "skill", amount: 100 },
      ],
    ],
    [10n, 100, [{ component: "skill", amount: 100 }]],
  ]);
});

test("lists an entry whose contributions cancel out after the entries that changed the score", () => {
  const entries = [
    buildEntry(1, 8000, [50, -50]),
    buildEntry(2, 8001, [1]),
    buildEntry(3, 8001, [0]),
  ];
  const { movements } = explainPeriod(buildScore(8000), entries, 10);
  expect(movements.map(({ entry }) => entry.id)).toEqual([2n, 1n]);
});

test("explains a period without entries as no change of the score", () => {
  expect(explainPeriod(buildScore(8000), [], 5)).toEqual({
    scoreBefore: 8000,
    scoreNow: 8000,
    change: 0,
    components: { onTime: null, skill: null, difficulty: null },
    reasons: [],
    movements: [],
  });
});

test("rejects an incomplete list of entries instead of explaining it wrongly", () => {
  const entries = [buildEntry(1, 8100, [100]), buildEntry(3, 8300, [100])];
  expect(() => explainPeriod(buildScore(8000), entries, 5)).toThrow(RangeError);
});

test("splits the change of any part of a ledger exactly into components, in any order of its entries", () => {
  assertProperty(
    fc.property(histories, fc.nat(), fc.nat(), fc.nat(5), (history, start, length, limit) => {
      const ledger = playHistory(history).entries;
      const first = start % (ledger.length + 1);
      const entries = ledger.slice(first, first + (length % (ledger.length + 1)));
      const scoreBefore = ledger[first - 1]?.score ?? null;
      const explanation = explainPeriod(scoreBefore, entries, limit);
      const scoreNow = entries.length === 0 ? scoreBefore : (entries.at(-1)?.score ?? null);
      expect(explanation.scoreNow).toBe(scoreNow);
      expect(total(explanation.components)).toBe((scoreNow ?? 0) - (scoreBefore ?? 0));
      expect(explanation.movements.length).toBeLessThanOrEqual(limit);
      for (const { change, reasons } of explanation.movements) {
        expect(reasons.reduce((sum, { amount }) => sum + amount, 0)).toBe(change);
      }
      expect(explainPeriod(scoreBefore, entries.toReversed(), limit)).toEqual(explanation);
    }),
  );
});

test("lists no entry that changed the score less than an entry it leaves out", () => {
  assertProperty(
    fc.property(histories, (history) => {
      const ledger = playHistory(history).entries;
      const { movements } = explainPeriod(null, ledger, 3);
      const listed = new Set(movements.map(({ entry }) => entry.id));
      const smallest = Math.min(...movements.map(({ change }) => Math.abs(change)));
      for (const entry of ledger) {
        if (movements.length < 3 || listed.has(entry.id)) continue;
        expect(Math.abs(total(entry.contributions))).toBeLessThanOrEqual(smallest);
      }
    }),
  );
});
