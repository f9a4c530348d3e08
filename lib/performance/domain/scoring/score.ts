import {
  multiply,
  type Rational,
  rational,
  roundHalfUp,
  sum,
} from "@/lib/performance/domain/units/rational";
import { computeWeightedRatios, type ScoringInput, sumWeights } from "./component-ratio";
import { apportionByLargestRemainder } from "./largest-remainder";
import { COMPONENTS, mapComponents, type PerComponent, type ScoringPolicy } from "./policy";
import { isProvisional } from "./provisional";
import type { Sums } from "./sums";

/** A score of 100 in hundredths. */
export const FULL_SCORE = 10_000;

export type Score = {
  /** 0–10000 hundredths; null when no component counts. */
  readonly score: number | null;
  /** Each component's part of the score in hundredths; null where it does not count. */
  readonly points: PerComponent<number | null>;
  readonly provisional: boolean;
};

/**
 * The performance score: `100 · Σ w·m / Σ w` over the components that count, which are those with evidence and a
 * weight. With all three and the default weights it is the published formula. It is computed as a rational and rounded
 * once, half up, to hundredths; all code that compares or shows a score uses that whole number.
 */
export function computeScore(sums: Sums, policy: ScoringPolicy): Score {
  const exact = computeExactPoints({ sums, policy });
  const score = roundScore(exact);
  return {
    score,
    points: apportionComponents(exact, score ?? 0),
    provisional: isProvisional(sums, policy),
  };
}

/** The score without points; hundredths, null when no component counts. */
export function computeScoreValue(sums: Sums, policy: ScoringPolicy): number | null {
  return roundScore(computeExactPoints({ sums, policy }));
}

/** Each component's part of the score in hundredths, before rounding; null where it does not count. */
export function computeExactPoints(input: ScoringInput): PerComponent<Rational | null> {
  const { weights } = input.policy;
  const ratios = computeWeightedRatios(input);
  const totalWeight = sumWeights(ratios, weights);
  return mapComponents((component) => {
    const ratio = ratios[component];
    if (ratio === null) return null;
    return multiply(rational(FULL_SCORE * weights[component], totalWeight), ratio);
  });
}

/** Rounds the parts that are not null so that they add up to `total`. */
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
  const parts = listPresent(points);
  return parts.length === 0 ? null : roundHalfUp(sum(parts), 1);
}
