import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fullPolicies, policies, sums } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildPolicy, buildSums } from "@/lib/performance/domain/testing/samples";
import { COMPONENTS, type Component, type ScoringPolicy } from "./policy";
import { computeScore } from "./score";
import type { SumField, Sums } from "./sums";

/** The published formula in floating point, independent of the domain. */
function computeFloatScore(total: Sums, { weights }: ScoringPolicy): number | null {
  const parts: readonly (readonly [number, number])[] = [
    [weights.onTime, total.onTime / total.due],
    [weights.skill, total.skillMatch / 10_000 / total.skillRated],
    [weights.difficulty, total.difficulty / 1000 / total.difficultyRated],
  ];
  const known = parts.filter(([, ratio]) => !Number.isNaN(ratio));
  const totalWeight = known.reduce((sum, [weight]) => sum + weight, 0);
  if (totalWeight === 0) return null;
  return (100 * known.reduce((sum, [weight, ratio]) => sum + weight * ratio, 0)) / totalWeight;
}

test("computes the score of the published formula, to within the rounding of floating point", () => {
  assertProperty(
    fc.property(sums, policies, (total, policy) => {
      const { score } = computeScore(total, policy);
      const expected = computeFloatScore(total, policy);
      if (score === null || expected === null) expect(score).toBe(expected);
      else expect(Math.abs(score / 100 - expected)).toBeLessThanOrEqual(0.005 + 1e-9);
    }),
  );
});

test("computes the score as a whole number of hundredths from 0 to 100.00", () => {
  assertProperty(
    fc.property(sums, policies, (total, policy) => {
      const { score } = computeScore(total, policy);
      fc.pre(score !== null);
      expect(Number.isInteger(score)).toBe(true);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(10_000);
    }),
  );
});

test("splits the score into points that are not negative", () => {
  assertProperty(
    fc.property(sums, policies, (total, policy) => {
      const { score, points } = computeScore(total, policy);
      const parts: number[] = COMPONENTS.map((component) => points[component] ?? 0);
      expect(parts.reduce((whole, part) => whole + part, 0)).toBe(score ?? 0);
      expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
      expect(score === null).toBe(COMPONENTS.every((component) => points[component] === null));
    }),
  );
});

const BEST: Readonly<Record<Component, (total: Sums) => Partial<Record<SumField, number>>>> = {
  onTime: ({ due }) => ({ onTime: due }),
  skill: ({ skillRated }) => ({ skillMatch: skillRated * 10_000 }),
  difficulty: ({ difficultyRated }) => ({ difficulty: difficultyRated * 1000 }),
};

const STEP: Readonly<Record<Component, "onTime" | "skillMatch" | "difficulty">> = {
  onTime: "onTime",
  skill: "skillMatch",
  difficulty: "difficulty",
};

test("never lowers the score when one component gets better", () => {
  assertProperty(
    fc.property(
      sums,
      fullPolicies,
      fc.constantFrom(...COMPONENTS),
      fc.integer({ min: 0, max: 100 }),
      (total, policy, component, percent) => {
        const field = STEP[component];
        const best = buildSums({ ...total, ...BEST[component](total) });
        const step = Math.floor(((best[field] - total[field]) * percent) / 100);
        const better = buildSums({ ...total, [field]: total[field] + step });
        const scores = [total, better, best].map((each) => computeScore(each, policy).score ?? 0);
        expect(scores).toEqual(scores.toSorted((left, right) => left - right));
      },
    ),
  );
});

test("computes the same score for weights in the same proportions", () => {
  assertProperty(
    fc.property(sums, policies, fc.integer({ min: 2, max: 9 }), (total, policy, factor) => {
      const { onTime, skill, difficulty } = policy.weights;
      const weights = {
        onTime: onTime * factor,
        skill: skill * factor,
        difficulty: difficulty * factor,
      };
      expect(computeScore(total, buildPolicy({ ...policy, weights }))).toEqual(
        computeScore(total, policy),
      );
    }),
  );
});
