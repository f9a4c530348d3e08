import {
  type CountedCompletion,
  compareCompletions,
} from "@/lib/performance/domain/ledger/completion-order";
import { computeScoreBefore, listPolicyChanges } from "@/lib/performance/domain/ledger/score-line";
import { computeContributions } from "@/lib/performance/domain/scoring/contributions";
import {
  COMPONENTS,
  type Component,
  getPolicyInForce,
  mapComponents,
  type PerComponent,
  type ScoringPolicy,
} from "@/lib/performance/domain/scoring/policy";
import { computeScoreValue } from "@/lib/performance/domain/scoring/score";
import { add, type Sums, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import type { Period } from "@/lib/performance/domain/time/date-range";
import { addDays, type LocalDate } from "@/lib/performance/domain/time/local-time";
import {
  type ScoreHundredths,
  subtractScores,
  sumScores,
  ZERO_SCORE,
} from "@/lib/performance/domain/units/score-hundredths";

/** What changed the score, a component or the policy, and by how much; never 0. */
export type Reason = {
  readonly component: Component | "policy";
  readonly amount: ScoreHundredths;
};

/** A completion and what it did to the score. */
export type Movement<Completion extends CountedCompletion> = {
  readonly completion: Completion;
  /** A null score counts as 0. */
  readonly change: ScoreHundredths;
  readonly scoreAfter: ScoreHundredths | null;
  /** By size, whatever the sign; they add up to the change. */
  readonly reasons: readonly Reason[];
};

/** A policy that came into force, and what it did to the score. */
export type PolicyMovement = {
  readonly date: LocalDate;
  readonly version: number;
  /** A null score counts as 0. */
  readonly change: ScoreHundredths;
  readonly scoreAfter: ScoreHundredths | null;
};

/** Completions that all raised, or all lowered the score. */
export type Side = { readonly count: number; readonly change: ScoreHundredths };

export type Explanation<Completion extends CountedCompletion> = {
  /** At the end of the day before the period; null without a score. */
  readonly scoreBefore: ScoreHundredths | null;
  /** At the end of the period; null without a score. */
  readonly scoreNow: ScoreHundredths | null;
  /** A null score counts as 0. The components and the policy add up to it. */
  readonly change: ScoreHundredths;
  /** Each component's part of the change by completions; null where none of them has it. */
  readonly components: PerComponent<ScoreHundredths | null>;
  /** The part of the policy; null where it did not change the weights. */
  readonly policy: ScoreHundredths | null;
  readonly policyChanges: readonly PolicyMovement[];
  /** The parts that are not 0, by size. */
  readonly reasons: readonly Reason[];
  /** The largest gains and the largest losses, by size, then the newest first. */
  readonly movements: readonly Movement<Completion>[];
  readonly gains: Side;
  readonly losses: Side;
};

export type ExplanationInput<Completion extends CountedCompletion> = {
  /** The cumulative sums before the period; null without a completion before it. */
  readonly sumsBefore: Sums | null;
  /** All completions of the period, in any order. */
  readonly completions: Iterable<Completion>;
  /** Every version, ascending. */
  readonly policies: readonly ScoringPolicy[];
  readonly period: Period;
  /** The maximum number of listed gains, and of listed losses. */
  readonly limit: number;
};

/**
 * Explains why a score changed in a period, as known now: by the completions of the period in their order, each under
 * the policy in force before the end of its day, and by changes of the policy, each at the end of its day. The parts
 * add up exactly to the change of the member's line.
 */
export function explainPeriod<Completion extends CountedCompletion>({
  sumsBefore,
  completions,
  policies,
  period,
  limit,
}: ExplanationInput<Completion>): Explanation<Completion> {
  const ordered = [...completions].sort(compareByDay).values();
  let next = ordered.next().value;
  let sums = sumsBefore ?? ZERO_SUMS;
  let policy = getPolicyInForce(policies, addDays(period.from, -1));
  const components: PerComponent<ScoreHundredths | null>[] = [];
  const movements: Movement<Completion>[] = [];
  const policyChanges: PolicyMovement[] = [];
  const completeUpTo = (date: LocalDate | null) => {
    while (next !== undefined && (date === null || next.fact.completedOn <= date)) {
      const after = add(sums, next.fact);
      const parts = computeContributions({ sums, policy }, { sums: after, policy });
      sums = after;
      components.push(parts);
      movements.push(buildMovement(next, parts, computeScoreValue(sums, policy)));
      next = ordered.next().value;
    }
  };
  for (const change of listPolicyChanges(policies, period)) {
    completeUpTo(change.date);
    const scoreAfter = computeScoreValue(sums, change.policy);
    policyChanges.push({
      date: change.date,
      version: change.policy.version,
      change: subtractOrZero(scoreAfter, computeScoreValue(sums, policy)),
      scoreAfter,
    });
    policy = change.policy;
  }
  completeUpTo(null);
  const total = mapComponents((component) => addKnown(components.map((one) => one[component])));
  const byPolicy = addKnown(policyChanges.map(({ change }) => change));
  const scoreBefore = computeScoreBefore(sumsBefore, policies, period.from);
  const scoreNow = computeScoreValue(sums, policy);
  return {
    ...{ scoreBefore, scoreNow, change: subtractOrZero(scoreNow, scoreBefore) },
    ...{ components: total, policy: byPolicy, policyChanges },
    reasons: listReasons(total, byPolicy),
    ...listMovements(movements, limit),
  };
}

/** A day can begin before the one before it is over: the time zone of a fact is the one of its time. */
function compareByDay(left: CountedCompletion, right: CountedCompletion): number {
  const [earlier, later] = [left.fact.completedOn, right.fact.completedOn];
  if (earlier !== later) return earlier < later ? -1 : 1;
  return compareCompletions(left, right);
}

function buildMovement<Completion extends CountedCompletion>(
  completion: Completion,
  parts: PerComponent<ScoreHundredths | null>,
  scoreAfter: ScoreHundredths | null,
): Movement<Completion> {
  const change = addKnown(Object.values(parts)) ?? ZERO_SCORE;
  return { completion, change, scoreAfter, reasons: listReasons(parts, null) };
}

function listMovements<Completion extends CountedCompletion>(
  movements: readonly Movement<Completion>[],
  limit: number,
): Pick<Explanation<Completion>, "movements" | "gains" | "losses"> {
  const bySize = movements
    .map((movement, index) => ({ movement, index }))
    .sort(
      (left, right) =>
        Math.abs(right.movement.change) - Math.abs(left.movement.change) ||
        right.index - left.index,
    )
    .map(({ movement }) => movement);
  const gains = bySize.filter(({ change }) => change > 0);
  const losses = bySize.filter(({ change }) => change < 0);
  const listed = new Set([...gains.slice(0, limit), ...losses.slice(0, limit)]);
  return {
    movements: bySize.filter((movement) => listed.has(movement)),
    gains: toSide(gains),
    losses: toSide(losses),
  };
}

function toSide(movements: readonly { readonly change: ScoreHundredths }[]): Side {
  return { count: movements.length, change: sumScores(movements.map(({ change }) => change)) };
}

/** By size; equal amounts in the order of the components, then the policy. */
function listReasons(
  parts: PerComponent<ScoreHundredths | null>,
  policy: ScoreHundredths | null,
): readonly Reason[] {
  const amounts: Record<Reason["component"], ScoreHundredths | null> = { ...parts, policy };
  return ([...COMPONENTS, "policy"] as const)
    .map((component) => ({ component, amount: amounts[component] ?? ZERO_SCORE }))
    .filter(({ amount }) => amount !== 0)
    .sort((left, right) => Math.abs(right.amount) - Math.abs(left.amount));
}

/** Null where no value is known. */
function addKnown(values: readonly (ScoreHundredths | null)[]): ScoreHundredths | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : sumScores(known);
}

function subtractOrZero(
  score: ScoreHundredths | null,
  other: ScoreHundredths | null,
): ScoreHundredths {
  return subtractScores(score ?? ZERO_SCORE, other ?? ZERO_SCORE);
}
