import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { rational } from "./rational";
import {
  computeScoreChange,
  FULL_SCORE,
  roundScore,
  subtractScores,
  sumScores,
  toDecimalScore,
  toScoreHundredths,
  ZERO_SCORE,
} from "./score-hundredths";

test("rounds an exact score half up to hundredths", () => {
  expect(roundScore(rational(13_333, 2))).toBe(6667);
  expect(roundScore(rational(20_000, 3))).toBe(6667);
  expect(roundScore(rational(19_999, 3))).toBe(6666);
});

test("shows a full score as 100", () => {
  expect(toDecimalScore(FULL_SCORE)).toBe(100);
});

test("adds and subtracts scores exactly in hundredths", () => {
  const scores = fc.array(fc.integer({ min: 0, max: 10_000 }).map(toScoreHundredths));
  assertProperty(
    fc.property(scores, scores, (first, second) => {
      const total = sumScores([...first, ...second]);
      expect(subtractScores(total, sumScores(second))).toBe(sumScores(first));
    }),
  );
  expect(sumScores([])).toBe(ZERO_SCORE);
});

test("computes no score change when one of two scores is unknown", () => {
  const score = toScoreHundredths(8400);
  expect(computeScoreChange(score, toScoreHundredths(8350))).toBe(-50);
  expect(computeScoreChange(null, score)).toBeNull();
  expect(computeScoreChange(score, null)).toBeNull();
});
