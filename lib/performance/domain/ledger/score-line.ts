import {
  equalWeights,
  getPolicyInForce,
  type ScoringPolicy,
} from "@/lib/performance/domain/scoring/policy";
import { computeScoreValue } from "@/lib/performance/domain/scoring/score";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { Period } from "@/lib/performance/domain/time/date-range";
import { addDays, type LocalDate } from "@/lib/performance/domain/time/local-time";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";

/** A member's score and cumulative sums at the end of a local day. */
export type ScorePoint = {
  readonly date: LocalDate;
  readonly score: ScoreHundredths | null;
  readonly sums: Sums;
};

/** What a member's line of a period follows from, as known now. */
export type ScoreLineInput = {
  /** The cumulative sums before the period; null without a completion before it. */
  readonly sumsBefore: Sums | null;
  /** The snapshots of the period, ascending. */
  readonly snapshots: readonly ScorePoint[];
  /** Every version, ascending. */
  readonly policies: readonly ScoringPolicy[];
  readonly period: Period;
};

export type ScoreLine = {
  /** At the end of the day before the period; null without a score. */
  readonly scoreBefore: ScoreHundredths | null;
  /** Every day on which the score may have changed: days with a completion, and changes of the policy. */
  readonly points: readonly ScorePoint[];
  /** At the end of the period; null without a score. */
  readonly scoreAfter: ScoreHundredths | null;
};

/** A policy that takes effect at the end of a local day, and the one before it. */
export type PolicyChange = {
  readonly date: LocalDate;
  readonly before: ScoringPolicy;
  readonly policy: ScoringPolicy;
};

/**
 * The score of a member over a period: from it come the start, the end and the change that a page shows. A policy that
 * changes the score is a point of its own, also on a day without a completion.
 */
export function buildScoreLine({
  sumsBefore,
  snapshots,
  policies,
  period,
}: ScoreLineInput): ScoreLine {
  const scoreBefore = computeScoreBefore(sumsBefore, policies, period.from);
  const changes = listPolicyChanges(policies, period).values();
  let change = changes.next().value;
  let score = scoreBefore;
  let sums = sumsBefore;
  const points: ScorePoint[] = [];
  const addChangesBefore = (date: LocalDate | null) => {
    while (change !== undefined && (date === null || change.date < date)) {
      const changed = sums === null ? null : computeScoreValue(sums, change.policy);
      if (sums !== null && changed !== score)
        points.push({ date: change.date, score: changed, sums });
      score = changed;
      change = changes.next().value;
    }
  };
  for (const snapshot of snapshots) {
    addChangesBefore(snapshot.date);
    // A snapshot has the score under the policy in force at the end of its day.
    if (change?.date === snapshot.date) change = changes.next().value;
    points.push(snapshot);
    ({ score, sums } = snapshot);
  }
  addChangesBefore(null);
  return { scoreBefore, points, scoreAfter: score };
}

/** The score at the end of the day before `from`, under the policy in force then; null without a score. */
export function computeScoreBefore(
  sumsBefore: Sums | null,
  policies: readonly ScoringPolicy[],
  from: LocalDate,
): ScoreHundredths | null {
  if (sumsBefore === null) return null;
  return computeScoreValue(sumsBefore, getPolicyInForce(policies, addDays(from, -1)));
}

/** The days of a period at whose end other weights come into force, ascending; of several on one day the last one. */
export function listPolicyChanges(
  policies: readonly ScoringPolicy[],
  { from, to }: Period,
): readonly PolicyChange[] {
  const days = policies
    .slice(1)
    .map(({ effectiveOn }) => effectiveOn)
    .filter((date) => from <= date && date <= to);
  let before = getPolicyInForce(policies, addDays(from, -1));
  const changes: PolicyChange[] = [];
  for (const date of new Set(days)) {
    const policy = getPolicyInForce(policies, date);
    if (!equalWeights(before, policy)) changes.push({ date, before, policy });
    before = policy;
  }
  return changes;
}
