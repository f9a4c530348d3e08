import * as fc from "fast-check";
import { expect, test } from "vitest";
import { computeMetrics } from "@/lib/performance/domain/scoring/metrics";
import { COMPONENTS } from "@/lib/performance/domain/scoring/policy";
import { computeScore } from "@/lib/performance/domain/scoring/score";
import { policies, sums } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildScore, buildSums } from "@/lib/performance/domain/testing/samples";
import { computeComparison } from "./compare-members";

const compared = fc
  .tuple(sums, policies)
  .map(([total, policy]) => ({ sums: total, score: computeScore(total, policy).score }));

test("subtracts the second score from the first and names the higher one as winner", () => {
  const first = { score: buildScore(8770), sums: buildSums({ due: 10, onTime: 9 }) };
  const second = { score: buildScore(8250), sums: buildSums({ due: 3, onTime: 2 }) };
  expect(computeComparison(first, second)).toEqual({
    score: { difference: 520, winner: "user_1" },
    components: {
      onTime: { difference: 0.2333, winner: "user_1" },
      skill: { difference: null, winner: "tie" },
      difficulty: { difference: null, winner: "tie" },
    },
  });
  expect(computeComparison(second, first).score).toEqual({ difference: -520, winner: "user_2" });
});

test("compares with an unknown score as a tie without a difference", () => {
  const unknown = { score: null, sums: buildSums() };
  const known = { score: buildScore(8770), sums: buildSums() };
  const unknownTie = { difference: null, winner: "tie" };
  expect(computeComparison(known, unknown).score).toEqual(unknownTie);
  expect(computeComparison(unknown, known).score).toEqual(unknownTie);
  expect(computeComparison(unknown, unknown).score).toEqual(unknownTie);
});

test("compares two ratios that are equal when rounded as a tie", () => {
  const first = { score: buildScore(5000), sums: buildSums({ due: 300_000, onTime: 200_000 }) };
  const second = { score: buildScore(5000), sums: buildSums({ due: 300_001, onTime: 200_001 }) };
  const { score, components } = computeComparison(first, second);
  expect(score).toEqual({ difference: 0, winner: "tie" });
  expect(components.onTime).toEqual({ difference: 0, winner: "tie" });
});

test("exchanges winner and sign when the two members are exchanged", () => {
  const exchanged = { user_1: "user_2", user_2: "user_1", tie: "tie" };
  assertProperty(
    fc.property(compared, compared, (first, second) => {
      const there = computeComparison(first, second);
      const back = computeComparison(second, first);
      const pairs = [
        [there.score, back.score] as const,
        ...COMPONENTS.map((name) => [there.components[name], back.components[name]] as const),
      ];
      for (const [forth, reverse] of pairs) {
        expect(reverse.winner).toBe(exchanged[forth.winner]);
        expect(reverse.difference === null).toBe(forth.difference === null);
        expect((forth.difference ?? 0) + (reverse.difference ?? 0)).toBe(0);
      }
    }),
  );
});

test("computes a component's difference from the two rounded metrics", () => {
  assertProperty(
    fc.property(compared, compared, (first, second) => {
      const { difference } = computeComparison(first, second).components.onTime;
      const mine = computeMetrics(first.sums).onTimeRatio.value;
      const theirs = computeMetrics(second.sums).onTimeRatio.value;
      if (mine === null || theirs === null) expect(difference).toBeNull();
      else expect(difference).toBe(Math.round((mine - theirs) * 10_000) / 10_000 + 0);
    }),
  );
});
