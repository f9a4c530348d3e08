import * as fc from "fast-check";
import { expect, test } from "vitest";
import { facts, sums } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildFact, buildSums } from "@/lib/performance/domain/testing/samples";
import {
  add,
  difference,
  equalSums,
  plus,
  SUM_FIELDS,
  SumsRangeError,
  subtract,
  toSums,
  ZERO_SUMS,
} from "./sums";

test("returns to the same sums after adding and subtracting a fact", () => {
  assertProperty(
    fc.property(sums, facts, (before, fact) => {
      expect(subtract(add(before, fact), fact)).toStrictEqual(before);
    }),
  );
});

test("adds and subtracts sums as a commutative group", () => {
  assertProperty(
    fc.property(sums, sums, sums, (first, second, third) => {
      expect(plus(first, second)).toStrictEqual(plus(second, first));
      expect(plus(plus(first, second), third)).toStrictEqual(plus(first, plus(second, third)));
      expect(plus(first, ZERO_SUMS)).toStrictEqual(first);
      expect(plus(first, difference(ZERO_SUMS, first))).toStrictEqual(ZERO_SUMS);
      expect(plus(first, difference(second, first))).toStrictEqual(second);
    }),
  );
});

test("adds facts to the same sums in any order and in any two parts", () => {
  const shuffled = fc
    .array(facts, { maxLength: 20 })
    .chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
  assertProperty(
    fc.property(shuffled, fc.nat(20), ([ordered, inDisorder], split) => {
      const whole = ordered.reduce(add, ZERO_SUMS);
      const first = inDisorder.slice(0, split).reduce(add, ZERO_SUMS);
      const second = inDisorder.slice(split).reduce(add, ZERO_SUMS);
      expect(plus(first, second)).toStrictEqual(whole);
    }),
  );
});

test("adds only the known fields of a fact to the sums", () => {
  expect(toSums(buildFact())).toStrictEqual(buildSums({ tasks: 1 }));
  expect(
    toSums(buildFact({ onTime: false, earlySeconds: -60, skillMatch: 0, difficulty: 0 })),
  ).toStrictEqual(
    buildSums({ tasks: 1, due: 1, earlySeconds: -60, skillRated: 1, difficultyRated: 1 }),
  );
  expect(toSums(buildFact({ onTime: true, earlySeconds: 5, durationSeconds: 7 }))).toStrictEqual(
    buildSums({ tasks: 1, due: 1, onTime: 1, earlySeconds: 5, timed: 1, durationSeconds: 7 }),
  );
});

test.each(SUM_FIELDS)("finds sums that differ in %s unequal", (field) => {
  expect(equalSums(ZERO_SUMS, buildSums({ [field]: 1 }))).toBe(false);
  expect(equalSums(buildSums({ [field]: 1 }), buildSums({ [field]: 1 }))).toBe(true);
});

test.each(SUM_FIELDS)("rejects a sum of %s outside the safe integers, by name", (field) => {
  const largest = buildSums({ [field]: Number.MAX_SAFE_INTEGER });
  const one = buildSums({ [field]: 1 });
  expect(plus(largest, difference(ZERO_SUMS, one))[field]).toBe(Number.MAX_SAFE_INTEGER - 1);
  expect(() => plus(largest, one)).toThrow(SumsRangeError);
  expect(() => plus(largest, one)).toThrow(field);
  expect(() => difference(difference(ZERO_SUMS, largest), one)).toThrow(SumsRangeError);
});
