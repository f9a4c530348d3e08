import * as fc from "fast-check";
import { expect, test } from "vitest";
import { policies, sums } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildSums } from "@/lib/performance/domain/testing/samples";
import { subtract, sum, ZERO } from "@/lib/performance/domain/units/rational";
import { computeContributions, computeExactContributions } from "./contributions";
import { COMPONENTS, type PerComponent } from "./policy";
import { computeExactPoints, computeScore } from "./score";

const inputs = fc.record({ sums, policy: policies });

function total(parts: PerComponent<number | null>): number {
  return COMPONENTS.reduce((whole, component) => whole + (parts[component] ?? 0), 0);
}

test("adds contributions up to the score change for any change of sums and weights", () => {
  assertProperty(
    fc.property(inputs, inputs, fc.boolean(), (before, other, samePolicy) => {
      const after = samePolicy ? { ...other, policy: before.policy } : other;
      const scoreBefore = computeScore(before.sums, before.policy).score ?? 0;
      const scoreAfter = computeScore(after.sums, after.policy).score ?? 0;
      expect(total(computeContributions(before, after))).toBe(scoreAfter - scoreBefore);
    }),
  );
});

test("adds contributions before rounding up to the exact change of the exact score", () => {
  assertProperty(
    fc.property(inputs, sums, (before, sumsAfter) => {
      const after = { sums: sumsAfter, policy: before.policy };
      const add = (parts: ReturnType<typeof computeExactPoints>) =>
        sum(COMPONENTS.map((component) => parts[component] ?? ZERO));
      const change = subtract(add(computeExactPoints(after)), add(computeExactPoints(before)));
      const error = subtract(add(computeExactContributions(before, after)), change);
      expect(error.numerator).toBe(0n);
    }),
  );
});

test("contributes exactly for the components that count before or after", () => {
  assertProperty(
    fc.property(inputs, inputs, (before, after) => {
      const contributions = computeContributions(before, after);
      const pointsBefore = computeScore(before.sums, before.policy).points;
      const pointsAfter = computeScore(after.sums, after.policy).points;
      for (const component of COMPONENTS) {
        const counts = pointsBefore[component] !== null || pointsAfter[component] !== null;
        expect(contributions[component] !== null).toBe(counts);
      }
    }),
  );
});

test("contributes exactly 0 for a component that did not change", () => {
  assertProperty(
    fc.property(inputs, sums, (before, other) => {
      fc.pre(before.sums.due > 0);
      const { due, onTime } = before.sums;
      const after = { ...before, sums: { ...other, due, onTime } };
      expect(computeContributions(before, after).onTime ?? 0).toBe(0);
    }),
  );
});

test("contributes the negative for the opposite change of the same components", () => {
  assertProperty(
    fc.property(inputs, fc.nat(100), (before, step) => {
      fc.pre(before.sums.skillRated > 0);
      const skillMatch = Math.min(before.sums.skillMatch + step, before.sums.skillRated * 10_000);
      const after = { ...before, sums: buildSums({ ...before.sums, skillMatch }) };
      const forth = computeExactContributions(before, after);
      const back = computeExactContributions(after, before);
      for (const component of COMPONENTS) {
        expect(sum([forth[component] ?? ZERO, back[component] ?? ZERO]).numerator).toBe(0n);
      }
    }),
  );
});
