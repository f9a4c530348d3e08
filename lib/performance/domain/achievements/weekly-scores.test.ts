import * as fc from "fast-check";
import { expect, test } from "vitest";
import { computeScore } from "@/lib/performance/domain/scoring/score";
import { difference, plus, toSums, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import { facts } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildPolicy, buildSums } from "@/lib/performance/domain/testing/samples";
import { addDays, parseLocalDate } from "@/lib/performance/domain/time/local-time";
import { computeWeeklyScores } from "./weekly-scores";

const POLICY = buildPolicy({ weights: { onTime: 1, skill: 0, difficulty: 0 } });
const WEDNESDAY = parseLocalDate("2024-05-15");

function buildDay(date: string, onTime: number) {
  return { date: parseLocalDate(date), delta: buildSums({ tasks: 2, due: 2, onTime }) };
}

test("scores only full weeks before this one, from Monday to Sunday", () => {
  const days = [
    buildDay("2024-05-13", 2),
    buildDay("2024-05-12", 1),
    buildDay("2024-05-06", 2),
    buildDay("2024-05-05", 0),
    buildDay("2024-02-19", 2),
    buildDay("2024-02-18", 0),
  ];
  const scores = [10_000, ...Array.from({ length: 9 }, () => null), 0, 7500];
  expect(computeWeeklyScores(days, WEDNESDAY, POLICY)).toEqual(scores);
});

test("scores each week by the difference of two cumulative sums", () => {
  const policy = buildPolicy();
  const today = parseLocalDate("2024-05-01");
  assertProperty(
    fc.property(fc.array(facts, { maxLength: 30 }), (added) => {
      const days = added.map((fact) => ({ date: fact.completedOn, delta: toSums(fact) }));
      const until = (date: string) =>
        days
          .filter((day) => day.date <= date)
          .reduce((sum, { delta }) => plus(sum, delta), ZERO_SUMS);
      const scores = computeWeeklyScores(days.toReversed(), today, policy);
      for (const [index, score] of scores.entries()) {
        const sunday = addDays(parseLocalDate("2024-04-28"), 7 * (index - 11));
        const week = difference(until(sunday), until(addDays(sunday, -7)));
        expect(score).toBe(computeScore(week, policy).score);
      }
    }),
  );
});
