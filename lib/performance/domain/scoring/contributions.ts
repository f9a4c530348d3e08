import {
  multiply,
  type Rational,
  rational,
  subtract,
  sum,
  ZERO,
} from "@/lib/performance/domain/units/rational";
import {
  computeCountingRatios,
  type MemberSummaryWithRank,
  type Ratios,
  weigh,
} from "./component-ratio";
import { COMPONENTS, equalWeights, mapComponents, type PerComponent } from "./policy";
import { apportionComponents, computeExactPoints, computeScoreAlone, FULL_SCORE } from "./score";

/**
 * What each component has to do with a change of the score, in hundredths. They add up to the
 * change of the rounded score, a null score counting as 0; null where a component counts neither
 * before nor after. A component that did not change contributes exactly 0.
 */
export function computeContributions(
  before: MemberSummaryWithRank,
  after: MemberSummaryWithRank,
): PerComponent<number | null> {
  const scoreBefore = computeScoreAlone(before.sums, before.policy);
  const scoreAfter = computeScoreAlone(after.sums, after.policy);
  return splitChange(before, after, (scoreAfter ?? 0) - (scoreBefore ?? 0));
}

/** The same where the change of the rounded score is known already. */
export function splitChange(
  before: MemberSummaryWithRank,
  after: MemberSummaryWithRank,
  change: number,
): PerComponent<number | null> {
  return apportionComponents(computeExactContributions(before, after), change);
}

/** The contributions before rounding, in hundredths. */
export function computeExactContributions(
  before: MemberSummaryWithRank,
  after: MemberSummaryWithRank,
): PerComponent<Rational | null> {
  return equalWeights(before.policy, after.policy)
    ? compareRatios(before, after)
    : comparePoints(before, after);
}

/** Where the policy changed: the differences of the points. */
function comparePoints(
  before: MemberSummaryWithRank,
  after: MemberSummaryWithRank,
): PerComponent<Rational | null> {
  const pointsBefore = computeExactPoints(before);
  const pointsAfter = computeExactPoints(after);
  return mapComponents((component) => {
    const earlier = pointsBefore[component];
    const later = pointsAfter[component];
    return earlier === null && later === null ? null : subtract(later ?? ZERO, earlier ?? ZERO);
  });
}

/**
 * Under one policy, in two steps by way of K, the score of the components that stay, as they were.
 * With shares s of the weights before and s′ after, a component that vanishes moves the score from
 * S to K by `-s · (m - K)`; then one that stays moves it from K to S′ by `s′ · (m′ - m)` and one
 * that appears by `s′ · (m′ - K)`. As `K · Σ s = Σ s·m` over those that stay, for either share,
 * the first sum is K - S and the second S′ - K.
 */
function compareRatios(
  before: MemberSummaryWithRank,
  after: MemberSummaryWithRank,
): PerComponent<Rational | null> {
  const { weights } = after.policy;
  const earlier = computeCountingRatios(before);
  const later = computeCountingRatios(after);
  const weightBefore = weigh(earlier, weights);
  const weightAfter = weigh(later, weights);
  const kept = meanOf(
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

/** The weighted mean of the ratios that are there; 0 when none is. */
function meanOf(ratios: Ratios, weights: PerComponent<number>): Rational {
  const weighted = COMPONENTS.map((component) =>
    multiply(rational(weights[component], 1), ratios[component] ?? ZERO),
  );
  const totalWeight = weigh(ratios, weights);
  return totalWeight === 0 ? ZERO : multiply(sum(weighted), rational(1, totalWeight));
}
