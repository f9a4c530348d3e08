import { multiply, type Rational, rational, sum } from "@/lib/performance/domain/units/rational";
import {
  FULL_SCORE,
  roundScore,
  type ScoreHundredths,
  toScoreHundredths,
  ZERO_SCORE,
} from "@/lib/performance/domain/units/score-hundredths";
import { computeWeightedRatios, type ScoringInput, sumWeights } from "./component-ratio";
import { apportionByLargestRemainder } from "./largest-remainder";
import { COMPONENTS, mapComponents, type PerComponent, type ScoringPolicy } from "./policy";
import { isProvisional } from "./provisional";
import type { LedgerSums } from "./sums";

export type Score = {
  /** 0–10000; null when no component counts. */
  readonly score: ScoreHundredths | null;
  /** Each component's part of the score; null where it does not count. */
  readonly points: PerComponent<ScoreHundredths | null>;
  readonly provisional: boolean;
};

/**
 * The performance score: `100 · Σ w·m / Σ w` over the components that count, which are those with evidence and a
 * weight. With all three and the default weights it is the published formula. It is computed as a rational and rounded
 * once, half up, to hundredths; all code that compares or shows a score uses that whole number.
 */
export function computeScore(sums: LedgerSums, policy: ScoringPolicy): Score {
  const exact = computeExactPoints({ sums, policy });
  const score = sumPoints(exact);
  return {
    score,
    points: apportionComponents(exact, score ?? ZERO_SCORE),
    provisional: isProvisional(sums, policy),
  };
}

/** The score without points; null when no component counts. */
export function computeScoreValue(sums: LedgerSums, policy: ScoringPolicy): ScoreHundredths | null {
  return sumPoints(computeExactPoints({ sums, policy }));
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
  total: ScoreHundredths,
): PerComponent<ScoreHundredths | null> {
  const rounded = apportionByLargestRemainder(listPresent(parts), total)
    .map(toScoreHundredths)
    .values();
  return mapComponents((component) =>
    parts[component] === null ? null : (rounded.next().value ?? null),
  );
}

function listPresent(parts: PerComponent<Rational | null>): Rational[] {
  return COMPONENTS.flatMap((component) => parts[component] ?? []);
}

function sumPoints(points: PerComponent<Rational | null>): ScoreHundredths | null {
  const parts = listPresent(points);
  return parts.length === 0 ? null : roundScore(sum(parts));
}
