import * as fc from "fast-check";
import { expect, test } from "vitest";
import { computeScoreValue } from "@/lib/performance/domain/scoring/score";
import { add, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import { facts, policies } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { computeScoreChange } from "@/lib/performance/domain/units/score-hundredths";
import { computeRowEffects } from "./row-effects";

const someFacts = fc.array(facts, { maxLength: 12 });

test("the effect of a completion is the difference to the score without it", () => {
  assertProperty(
    fc.property(someFacts, policies, (all, policy) => {
      const { effects, sums } = computeRowEffects(all, policy);
      const score = computeScoreValue(sums, policy);
      for (const [index, { effect }] of effects.entries()) {
        const others = all.filter((_, number) => number !== index).reduce(add, ZERO_SUMS);
        expect(effect).toBe(computeScoreChange(computeScoreValue(others, policy), score));
      }
    }),
  );
});

test("a late completion that had been on time would change the score as completing it on time", () => {
  assertProperty(
    fc.property(someFacts, policies, (all, policy) => {
      const { effects, ifAllOnTime, sums } = computeRowEffects(all, policy);
      const score = computeScoreValue(sums, policy);
      for (const [index, { ifOnTime }] of effects.entries()) {
        const changed = all.map((fact, number) =>
          number === index ? { ...fact, onTime: true } : fact,
        );
        const then = computeScoreValue(changed.reduce(add, ZERO_SUMS), policy);
        const isLate = all[index]?.onTime === false;
        expect(ifOnTime).toBe(isLate ? computeScoreChange(score, then) : null);
      }
      const onTime = all.map((fact) => (fact.onTime === false ? { ...fact, onTime: true } : fact));
      const then = computeScoreValue(onTime.reduce(add, ZERO_SUMS), policy);
      const isAnyLate = all.some((fact) => fact.onTime === false);
      expect(ifAllOnTime).toBe(isAnyLate ? computeScoreChange(score, then) : null);
    }),
  );
});
