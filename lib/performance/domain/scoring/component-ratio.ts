import { FULL_DIFFICULTY } from "@/lib/performance/domain/units/difficulty-hundredths";
import { FULL_MATCH } from "@/lib/performance/domain/units/match-ten-thousandths";
import { type Rational, rational } from "@/lib/performance/domain/units/rational";
import {
  COMPONENTS,
  type Component,
  mapComponents,
  type PerComponent,
  type ScoringPolicy,
} from "./policy";
import type { LedgerSums } from "./sums";

export type ScoringInput = { readonly sums: LedgerSums; readonly policy: ScoringPolicy };

/** Exact ratios, 0–1; null for a component that does not count. */
export type Ratios = PerComponent<Rational | null>;

/** The number of completions behind a component. */
export function getEvidence(sums: LedgerSums, component: Component): number {
  switch (component) {
    case "onTime":
      return sums.due;
    case "skill":
      return sums.skillRated;
    case "difficulty":
      return sums.difficultyRated;
  }
}

/** Exact, 0–1; null without evidence. */
export function computeRatio(sums: LedgerSums, component: Component): Rational | null {
  const evidence = BigInt(getEvidence(sums, component));
  if (evidence === 0n) return null;
  switch (component) {
    case "onTime":
      return rational(sums.onTime, evidence);
    case "skill":
      return rational(sums.skillMatch, BigInt(FULL_MATCH) * evidence);
    case "difficulty":
      return rational(sums.difficulty, BigInt(FULL_DIFFICULTY) * evidence);
  }
}

/** The ratios of the components that count, which are those with evidence and a weight. */
export function computeWeightedRatios({ sums, policy }: ScoringInput): Ratios {
  return mapComponents((component) =>
    policy.weights[component] > 0 ? computeRatio(sums, component) : null,
  );
}

/** The sum of the weights of the components that count. */
export function sumWeights(ratios: Ratios, weights: PerComponent<number>): number {
  return COMPONENTS.reduce(
    (total, component) => (ratios[component] === null ? total : total + weights[component]),
    0,
  );
}
