import {
  multiply,
  type Rational,
  rational,
  subtract,
  sum,
  ZERO,
} from "@/lib/performance/domain/units/rational";
import {
  FULL_SCORE,
  type ScoreHundredths,
  subtractScores,
  ZERO_SCORE,
} from "@/lib/performance/domain/units/score-hundredths";
import {
  computeWeightedRatios,
  type Ratios,
  type ScoringInput,
  sumWeights,
} from "./component-ratio";
import { COMPONENTS, equalWeights, mapComponents, type PerComponent } from "./policy";
import { apportionComponents, computeExactPoints, computeScoreValue } from "./score";

/**
 * Each component's part of a score change. The parts add up to the change of the rounded score, where a
 * null score counts as 0; null where a component counts neither before nor after. A component that did not change
 * contributes exactly 0.
 */
export function computeContributions(
  before: ScoringInput,
  after: ScoringInput,
): PerComponent<ScoreHundredths | null> {
  const scoreBefore = computeScoreValue(before.sums, before.policy) ?? ZERO_SCORE;
  const scoreAfter = computeScoreValue(after.sums, after.policy) ?? ZERO_SCORE;
  return splitScoreChange(before, after, subtractScores(scoreAfter, scoreBefore));
}

/** @param change of the rounded score. */
export function splitScoreChange(
  before: ScoringInput,
  after: ScoringInput,
  change: ScoreHundredths,
): PerComponent<ScoreHundredths | null> {
  return apportionComponents(computeExactContributions(before, after), change);
}

/** In hundredths, before rounding. */
export function computeExactContributions(
  before: ScoringInput,
  after: ScoringInput,
): PerComponent<Rational | null> {
  return equalWeights(before.policy, after.policy)
    ? compareRatios(before, after)
    : comparePoints(before, after);
}

/** After a change of the weights, contributions are the differences of the points. */
function comparePoints(before: ScoringInput, after: ScoringInput): PerComponent<Rational | null> {
  const pointsBefore = computeExactPoints(before);
  const pointsAfter = computeExactPoints(after);
  return mapComponents((component) => {
    const earlier = pointsBefore[component];
    const later = pointsAfter[component];
    return earlier === null && later === null ? null : subtract(later ?? ZERO, earlier ?? ZERO);
  });
}

/**
 * Under one policy the change is split in two steps, from score S to K and from K to S′, where K is the score before
 * of the components that count before and after. With shares s of the weights before and s′ after, a component that
 * vanishes changes the score from S to K by `-s · (m - K)`; then one that stays changes it from K to S′ by
 * `s′ · (m′ - m)`, and one that appears by `s′ · (m′ - K)`. As `K · Σ s = Σ s·m` over those that stay, for either
 * share, the first sum is K - S and the second S′ - K.
 */
function compareRatios(before: ScoringInput, after: ScoringInput): PerComponent<Rational | null> {
  const { weights } = after.policy;
  const earlier = computeWeightedRatios(before);
  const later = computeWeightedRatios(after);
  const weightBefore = sumWeights(earlier, weights);
  const weightAfter = sumWeights(later, weights);
  const kept = computeWeightedMean(
    mapComponents((component) => (later[component] === null ? null : earlier[component])),
    weights,
  );
  return mapComponents((component) => {
    const ratioBefore = earlier[component];
    const ratioAfter = later[component];
    const fullWeight = FULL_SCORE * weights[component];
    if (ratioAfter !== null) {
      const moved = subtract(ratioAfter, ratioBefore ?? kept);
      return multiply(rational(fullWeight, weightAfter), moved);
    }
    if (ratioBefore === null) return null;
    return multiply(rational(fullWeight, weightBefore), subtract(kept, ratioBefore));
  });
}

/** The weighted mean of the ratios that are not null; 0 without one. */
function computeWeightedMean(ratios: Ratios, weights: PerComponent<number>): Rational {
  const weighted = COMPONENTS.map((component) =>
    multiply(rational(weights[component], 1), ratios[component] ?? ZERO),
  );
  const totalWeight = sumWeights(ratios, weights);
  return totalWeight === 0 ? ZERO : multiply(sum(weighted), rational(1, totalWeight));
}
