import {
  multiply,
  type Rational,
  rational,
  roundHalfUp,
  sum,
} from "@/lib/performance/domain/units/rational";
import {
  computeWeightedRatios,
  getEvidence,
  type ScoringInput,
  sumWeights,
} from "./component-ratio";
import { apportionByLargestRemainder } from "./largest-remainder";
import { COMPONENTS, mapComponents, type PerComponent, type ScoringPolicy } from "./policy";
import type { Sums } from "./sums";

/** A score of 100, in the hundredths in which scores are kept. */
export const FULL_SCORE = 10_000;

export type Score = {
  /** 0–10000 hundredths; null when no component counts. */
  readonly score: number | null;
  /** Each component's part in hundredths; they add up to the score. Null where it does not count. */
  readonly points: PerComponent<number | null>;
  /** Whether a weighted component rests on fewer completions than the policy asks for. */
  readonly provisional: boolean;
};

/**
 * The performance score: `100 · Σ w·m / Σ w` over the components that count, those with evidence
 * and a weight. With all three and the default weights it is the published formula. Computed as a
 * rational and rounded once, half up, to hundredths; whatever compares or prints a score uses that
 * whole number.
 */
export function computeScore(sums: Sums, policy: ScoringPolicy): Score {
  const exact = computeExactPoints({ sums, policy });
  const parts = listPresent(exact);
  const score = parts.length === 0 ? null : roundHalfUp(sum(parts), 1);
  return {
    score,
    points: apportionComponents(exact, score ?? 0),
    provisional: COMPONENTS.some(
      (component) =>
        policy.weights[component] > 0 && getEvidence(sums, component) < policy.minimumSample,
    ),
  };
}

/** The score alone, for whom its parts do not matter. */
export function computeScoreAlone(sums: Sums, policy: ScoringPolicy): number | null {
  return roundScore(computeExactPoints({ sums, policy }));
}

/** Each component's exact part of the score in hundredths; null where it does not count. */
export function computeExactPoints(standing: ScoringInput): PerComponent<Rational | null> {
  const { weights } = standing.policy;
  const ratios = computeWeightedRatios(standing);
  const totalWeight = sumWeights(ratios, weights);
  return mapComponents((component) => {
    const ratio = ratios[component];
    if (ratio === null) return null;
    return multiply(rational(FULL_SCORE * weights[component], totalWeight), ratio);
  });
}

/** Rounds the parts that are there so that they add up to `total`; the others stay null. */
export function apportionComponents(
  parts: PerComponent<Rational | null>,
  total: number,
): PerComponent<number | null> {
  const rounded = apportionByLargestRemainder(listPresent(parts), total).values();
  return mapComponents((component) =>
    parts[component] === null ? null : (rounded.next().value ?? null),
  );
}

function listPresent(parts: PerComponent<Rational | null>): Rational[] {
  return COMPONENTS.flatMap((component) => parts[component] ?? []);
}

function roundScore(points: PerComponent<Rational | null>): number | null {
  const parts = COMPONENTS.map((component) => points[component]).filter((part) => part !== null);
  return parts.length === 0 ? null : roundHalfUp(sum(parts), 1);
}
