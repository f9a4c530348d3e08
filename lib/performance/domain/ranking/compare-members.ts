import { computeRatio } from "@/lib/performance/domain/scoring/component-ratio";
import {
  type Component,
  mapComponents,
  type PerComponent,
} from "@/lib/performance/domain/scoring/policy";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import {
  type RatioTenThousandths,
  roundRatio,
  toDecimalRatio,
  toRatioTenThousandths,
} from "@/lib/performance/domain/units/ratio-ten-thousandths";
import {
  type ScoreHundredths,
  subtractScores,
} from "@/lib/performance/domain/units/score-hundredths";

/** The figures of a member, or of a member at one of two times, that are compared. */
export type Compared = {
  /** Null without a score. */
  readonly score: ScoreHundredths | null;
  readonly sums: Sums;
};

export type Winner = "user_1" | "user_2" | "tie";

export type FigureDifference<Unit extends number> = {
  /** The first minus the second; null where either is unknown. */
  readonly difference: Unit | null;
  /** The one with more; a tie where the rounded values are equal or either is unknown. */
  readonly winner: Winner;
};

export type Comparison = {
  readonly score: FigureDifference<ScoreHundredths>;
  /** Differences of the ratios 0–1, with 4 decimals. */
  readonly components: PerComponent<FigureDifference<number>>;
};

/**
 * Subtracts the second from the first. Ratios are rounded to 4 decimals first, so the difference is that of the two
 * shown figures, and two that look equal are a tie.
 */
export function computeComparison(first: Compared, second: Compared): Comparison {
  return {
    score: compareFigures(first.score, second.score, subtractScores),
    components: mapComponents((component) =>
      compareFigures(
        computeRoundedRatio(first.sums, component),
        computeRoundedRatio(second.sums, component),
        (left, right) => toDecimalRatio(toRatioTenThousandths(left - right)),
      ),
    ),
  };
}

function compareFigures<Figure extends number, Unit extends number>(
  first: Figure | null,
  second: Figure | null,
  subtract: (left: Figure, right: Figure) => Unit,
): FigureDifference<Unit> {
  if (first === null || second === null) return { difference: null, winner: "tie" };
  return { difference: subtract(first, second), winner: findWinner(first - second) };
}

function findWinner(difference: number): Winner {
  if (difference === 0) return "tie";
  return difference > 0 ? "user_1" : "user_2";
}

/** Null without evidence. */
function computeRoundedRatio(sums: Sums, component: Component): RatioTenThousandths | null {
  const ratio = computeRatio(sums, component);
  return ratio === null ? null : roundRatio(ratio);
}
