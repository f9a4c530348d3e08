import { computeRatio } from "@/lib/performance/domain/scoring/component-ratio";
import {
  type Component,
  mapComponents,
  type PerComponent,
} from "@/lib/performance/domain/scoring/policy";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import { roundHalfUp } from "@/lib/performance/domain/units/rational";

/** The figures of a member, or of a member at one of two times, that are compared. */
export type Compared = {
  /** Hundredths; null without a score. */
  readonly score: number | null;
  readonly sums: Sums;
};

export type Winner = "user_1" | "user_2" | "tie";

export type FigureDifference = {
  /** The first minus the second; null where either is unknown. */
  readonly difference: number | null;
  /** The one with more; a tie where the rounded values are equal or either is unknown. */
  readonly winner: Winner;
};

export type Comparison = {
  /** Hundredths. */
  readonly score: FigureDifference;
  /** Differences of the ratios 0–1, with 4 decimals. */
  readonly components: PerComponent<FigureDifference>;
};

const RATIO_STEPS = 10_000;

/**
 * Subtracts the second from the first. Ratios are rounded to 4 decimals first, so the difference is that of the two
 * shown figures, and two that look equal are a tie.
 */
export function computeComparison(first: Compared, second: Compared): Comparison {
  return {
    score: subtractKnown(first.score, second.score, 1),
    components: mapComponents((component) =>
      subtractKnown(
        roundRatio(first.sums, component),
        roundRatio(second.sums, component),
        RATIO_STEPS,
      ),
    ),
  };
}

function subtractKnown(
  first: number | null,
  second: number | null,
  stepsPerUnit: number,
): FigureDifference {
  if (first === null || second === null) return { difference: null, winner: "tie" };
  return { difference: (first - second) / stepsPerUnit, winner: findWinner(first - second) };
}

function findWinner(difference: number): Winner {
  if (difference === 0) return "tie";
  return difference > 0 ? "user_1" : "user_2";
}

/** In steps of 1/10000; null without evidence. */
function roundRatio(sums: Sums, component: Component): number | null {
  const ratio = computeRatio(sums, component);
  return ratio === null ? null : roundHalfUp(ratio, RATIO_STEPS);
}
