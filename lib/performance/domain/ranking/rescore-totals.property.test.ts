import * as fc from "fast-check";
import { expect, test } from "vitest";
import { buildScoreLine } from "@/lib/performance/domain/ledger/score-line";
import { buildSnapshots, type Snapshot } from "@/lib/performance/domain/ledger/snapshots";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { facts, policies as somePolicies } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildPolicy } from "@/lib/performance/domain/testing/samples";
import type { Period } from "@/lib/performance/domain/time/date-range";
import { addDays, type LocalDate, parseLocalDate } from "@/lib/performance/domain/time/local-time";
import { sumScores } from "@/lib/performance/domain/units/score-hundredths";
import {
  listRescoringDays,
  type RescoredMember,
  rescoreTotals,
  type ScoreTotal,
} from "./rescore-totals";

const FIRST = parseLocalDate("2024-02-25");

const policyHistories: fc.Arbitrary<readonly ScoringPolicy[]> = fc
  .tuple(somePolicies, fc.array(fc.tuple(somePolicies, fc.nat(70)), { maxLength: 3 }))
  .map(([first, later]) => [
    { ...first, effectiveOn: addDays(FIRST, -30) },
    ...later
      .sort(([, left], [, right]) => left - right)
      .map(([policy, day], index) => ({
        ...policy,
        version: index + 2,
        effectiveOn: addDays(FIRST, day),
      })),
  ]);

const periods: fc.Arbitrary<Period> = fc
  .tuple(fc.nat(70), fc.nat(70))
  .map(([from, length]) => ({ from: addDays(FIRST, from), to: addDays(FIRST, from + length) }));

/** The sum of the latest scores of members at the end of a day, as snapshots have them. */
function addUp(members: readonly (readonly Snapshot[])[], date: LocalDate): ScoreTotal {
  const scores = members.flatMap(
    (snapshots) => snapshots.findLast((one) => one.date <= date)?.cumulativeScore ?? [],
  );
  return { total: sumScores(scores), rated: scores.length };
}

function findRescored(
  members: readonly (readonly Snapshot[])[],
  days: ReturnType<typeof listRescoringDays>,
): readonly RescoredMember[] {
  return members.flatMap((snapshots, userId) =>
    days.flatMap(({ date, effectiveOn }) => {
      const last = snapshots.findLast((one) => one.date <= date);
      if (last === undefined || last.date >= effectiveOn) return [];
      const nextDate = snapshots.find((one) => one.date > date)?.date ?? null;
      const { date: lastDate, cumulativeScore: lastScore, cumulative: sums } = last;
      return { userId, date, lastDate, lastScore, sums, nextDate };
    }),
  );
}

/** The sum of the members' own lines on a day. */
function addUpLines(
  members: readonly (readonly Snapshot[])[],
  policies: readonly ScoringPolicy[],
  { from }: Period,
  date: LocalDate,
): ScoreTotal {
  const scores = members.flatMap((snapshots) => {
    const line = buildScoreLine({
      sumsBefore: snapshots.findLast((one) => one.date < from)?.cumulative ?? null,
      snapshots: snapshots
        .filter((one) => from <= one.date && one.date <= date)
        .map((one) => ({ date: one.date, score: one.cumulativeScore, sums: one.cumulative })),
      policies,
      period: { from, to: date },
    });
    return line.scoreAfter ?? [];
  });
  return { total: sumScores(scores), rated: scores.length };
}

test("adds up, on every day, what the lines of the members show on it", () => {
  assertProperty(
    fc.property(
      fc.array(fc.array(facts, { maxLength: 6 }), { maxLength: 4 }),
      policyHistories,
      periods,
      (given, policies, period) => {
        const members = given.map((each) => buildSnapshots(each, policies));
        const rescoring = listRescoringDays(policies, period);
        const dates = [...new Set(members.flat().map(({ date }) => date))]
          .filter((date) => period.from <= date && date <= period.to)
          .sort();
        const totals = rescoreTotals({
          start: addUp(members, addDays(period.from, -1)),
          days: dates.map((date) => ({ date, ...addUp(members, date) })),
          rescored: findRescored(members, rescoring),
          ...{ rescoring, period },
        });
        for (const { date, ...total } of totals) {
          expect(total).toEqual(addUpLines(members, policies, period, date));
        }
        const dated = totals.map(({ date }) => date);
        expect(dated).toEqual([...new Set(dated)].sort());
        expect(dated).toEqual(expect.arrayContaining(dates));
        const last = totals.at(-1);
        if (last !== undefined) {
          const { total, rated } = addUpLines(members, policies, period, period.to);
          expect([last.total, last.rated]).toEqual([total, rated]);
        }
      },
    ),
  );
});

test("rescores no member while every policy has the same weights", () => {
  const same = [buildPolicy(), buildPolicy({ version: 2, minimumSample: 9, effectiveOn: FIRST })];
  const period = { from: addDays(FIRST, -5), to: addDays(FIRST, 5) };
  expect(listRescoringDays(same, period)).toEqual([]);
});
