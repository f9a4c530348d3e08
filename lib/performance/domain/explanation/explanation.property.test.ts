import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { CountedCompletion } from "@/lib/performance/domain/ledger/completion-order";
import { buildScoreLine } from "@/lib/performance/domain/ledger/score-line";
import { buildSnapshots, type Snapshot } from "@/lib/performance/domain/ledger/snapshots";
import { COMPONENTS, type ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { computeScoreValue } from "@/lib/performance/domain/scoring/score";
import { add, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import { facts, policies as somePolicies } from "@/lib/performance/domain/testing/arbitraries";
import { assertProperty } from "@/lib/performance/domain/testing/assert-property";
import { buildFact, buildPolicy } from "@/lib/performance/domain/testing/samples";
import type { Period } from "@/lib/performance/domain/time/date-range";
import { addDays, parseLocalDate } from "@/lib/performance/domain/time/local-time";
import { type Explanation, explainPeriod } from "./explanation";

const FIRST = parseLocalDate("2024-02-25");

/** Up to three policies, the later ones within the days of the completions. */
const policyHistories: fc.Arbitrary<readonly ScoringPolicy[]> = fc
  .tuple(somePolicies, fc.array(fc.tuple(somePolicies, fc.nat(70)), { maxLength: 2 }))
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

function countAll(given: readonly CountedCompletion["fact"][]): readonly CountedCompletion[] {
  return given.map((fact, index) => ({ assignmentId: BigInt(index + 1), fact }));
}

function explain(
  completions: readonly CountedCompletion[],
  policies: readonly ScoringPolicy[],
  period: Period,
  limit = 100,
): Explanation<CountedCompletion> {
  const before = completions.filter(({ fact }) => fact.completedOn < period.from);
  const within = completions.filter(
    ({ fact }) => period.from <= fact.completedOn && fact.completedOn <= period.to,
  );
  return explainPeriod({
    sumsBefore: before.length === 0 ? null : before.map(({ fact }) => fact).reduce(add, ZERO_SUMS),
    completions: within,
    ...{ policies, period, limit },
  });
}

function buildLine(
  completions: readonly CountedCompletion[],
  policies: readonly ScoringPolicy[],
  period: Period,
) {
  const snapshots = buildSnapshots(
    completions.map(({ fact }) => fact),
    policies,
  );
  const toPoint = ({ date, cumulative, cumulativeScore }: Snapshot) => ({
    ...{ date, score: cumulativeScore, sums: cumulative },
  });
  return buildScoreLine({
    sumsBefore: snapshots.findLast(({ date }) => date < period.from)?.cumulative ?? null,
    snapshots: snapshots
      .filter(({ date }) => period.from <= date && date <= period.to)
      .map(toPoint),
    ...{ policies, period },
  });
}

function total({ components, policy }: Explanation<CountedCompletion>): number {
  return COMPONENTS.reduce((sum, one) => sum + (components[one] ?? 0), policy ?? 0);
}

test("splits the change of the line exactly into components and policy, from its start to its end", () => {
  assertProperty(
    fc.property(
      fc.array(facts, { maxLength: 12 }),
      policyHistories,
      periods,
      (given, policies, period) => {
        const completions = countAll(given);
        const explained = explain(completions, policies, period);
        const line = buildLine(completions, policies, period);
        expect(explained.scoreBefore).toBe(line.scoreBefore);
        expect(explained.scoreNow).toBe(line.scoreAfter);
        expect(explained.change).toBe((line.scoreAfter ?? 0) - (line.scoreBefore ?? 0));
        expect(total(explained)).toBe(explained.change);
        const { gains, losses, policy } = explained;
        expect(gains.change + losses.change + (policy ?? 0)).toBe(explained.change);
        for (const { change, reasons } of explained.movements) {
          expect(reasons.reduce((sum, { amount }) => sum + amount, 0)).toBe(change);
        }
        const reversed = explain(completions.toReversed(), policies, period);
        expect(reversed).toEqual(explained);
      },
    ),
  );
});

test("continues a line where the line of the days before it ends", () => {
  assertProperty(
    fc.property(
      fc.array(facts, { maxLength: 12 }),
      policyHistories,
      periods,
      (given, policies, period) => {
        const completions = countAll(given);
        const next = { from: addDays(period.to, 1), to: addDays(period.to, 20) };
        const line = buildLine(completions, policies, period);
        const later = buildLine(completions, policies, next);
        expect(later.scoreBefore).toBe(line.scoreAfter);
        const whole = buildLine(completions, policies, { from: period.from, to: next.to });
        expect(whole.points).toEqual([...line.points, ...later.points]);
      },
    ),
  );
});

test("lists no gain or loss that is smaller than one it leaves out", () => {
  assertProperty(
    fc.property(
      fc.array(facts, { maxLength: 12 }),
      policyHistories,
      periods,
      fc.nat(3),
      (given, policies, period, limit) => {
        const completions = countAll(given);
        const all = explain(completions, policies, period).movements;
        const { movements } = explain(completions, policies, period, limit);
        for (const sign of [1, -1]) {
          const isSide = ({ change }: { change: number }) => Math.sign(change) === sign;
          expect(movements.filter(isSide)).toEqual(all.filter(isSide).slice(0, limit));
        }
      },
    ),
  );
});

const period = { from: parseLocalDate("2024-05-10"), to: parseLocalDate("2024-05-20") };
const late = buildPolicy({
  version: 2,
  effectiveOn: "2024-05-16",
  weights: { onTime: 0, skill: 5000, difficulty: 5000 },
});
const early = buildFact({ completedOn: "2024-05-01", onTime: true, skillMatch: 10_000 });
const missed = buildFact({ completedOn: "2024-05-16", onTime: false, skillMatch: 10_000 });

test("never calls the effect of a policy a component, and counts it after the work of its day", () => {
  const completions = countAll([early, missed]);
  const explained = explain(completions, [buildPolicy(), late], period);
  expect(explained).toMatchObject({
    scoreBefore: 10_000,
    scoreNow: 10_000,
    change: 0,
    components: { onTime: -3125, skill: 0, difficulty: null },
    policy: 3125,
    policyChanges: [{ date: "2024-05-16", version: 2, change: 3125, scoreAfter: 10_000 }],
    reasons: [
      { component: "onTime", amount: -3125 },
      { component: "policy", amount: 3125 },
    ],
    gains: { count: 0, change: 0 },
    losses: { count: 1, change: -3125 },
  });
  expect(explained.movements.map(({ completion, scoreAfter }) => [completion, scoreAfter])).toEqual(
    [[completions[1], 6875]],
  );
});

test("draws a policy as a point of its own on a day without a completion, and only where the score moves", () => {
  const slow = buildFact({ completedOn: "2024-05-12", onTime: false, skillMatch: 10_000 });
  const completions = countAll([early, slow]);
  const line = buildLine(completions, [buildPolicy(), late], period);
  expect(line.points.map(({ date, score }) => [date, score])).toEqual([
    ["2024-05-12", 6875],
    ["2024-05-16", 10_000],
  ]);
  const same = buildPolicy({ version: 2, effectiveOn: "2024-05-16", minimumSample: 9 });
  expect(buildLine(completions, [buildPolicy(), same], period).points).toHaveLength(1);
  expect(computeScoreValue(add(ZERO_SUMS, early), late)).toBe(10_000);
});

test("starts a period at the score under the policy that was in force on the day before", () => {
  const slow = buildFact({ completedOn: "2024-05-12", onTime: false, skillMatch: 10_000 });
  const completions = countAll([early, slow]);
  const later = { from: parseLocalDate("2024-05-18"), to: parseLocalDate("2024-05-20") };
  const line = buildLine(completions, [buildPolicy(), late], later);
  expect(line).toEqual({ scoreBefore: 10_000, points: [], scoreAfter: 10_000 });
  expect(explain(completions, [buildPolicy(), late], later)).toMatchObject({
    ...{ scoreBefore: 10_000, scoreNow: 10_000, change: 0, policyChanges: [], movements: [] },
  });
});
