import { computeHistogram } from "@/lib/performance/domain/ranking/histogram";
import { computeStatistics } from "@/lib/performance/domain/ranking/statistics";
import { computeRatio } from "@/lib/performance/domain/scoring/component-ratio";
import {
  type Component,
  mapComponents,
  type PerComponent,
} from "@/lib/performance/domain/scoring/policy";
import { computeScoreValue } from "@/lib/performance/domain/scoring/score";
import {
  type RatioHundredths,
  roundToRatioHundredths,
} from "@/lib/performance/domain/units/ratio-hundredths";
import {
  add,
  multiply,
  type Rational,
  rational,
  roundHalfUp,
  sum,
} from "@/lib/performance/domain/units/rational";
import type { ScoreHundredths } from "@/lib/performance/domain/units/score-hundredths";
import { type Batch, listCountedComponents } from "./batch";
import { type JoinedBin, joinBins } from "./joined-bins";

/** The figures of a batch, each member weighing the same. */
export type ReleaseFigures = {
  readonly members: number;
  /** Rounded half up to tens. */
  readonly completions: number;
  /** The mean of the members' scores. */
  readonly meanScore: ScoreHundredths;
  /** The standard deviation of the members' scores. */
  readonly scoreDeviation: ScoreHundredths;
  /** The mean of each component; null where it has no weight or is left out. */
  readonly meanRatios: PerComponent<RatioHundredths | null>;
  readonly bins: readonly JoinedBin[];
};

/** The version of what decides a batch and computes its figures. A change of a stored figure needs a new one. */
export const RELEASE_ALGORITHM = 1;

const COMPLETION_STEP = 10;

/** @throws RangeError for a batch without members. */
export function computeReleaseFigures(batch: Batch, threshold: number): ReleaseFigures {
  const scores = batch.members.map(({ sums }) => requireScore(batch, sums));
  const { mean, standardDeviation } = computeStatistics(scores);
  if (mean === null || standardDeviation === null) {
    throw new RangeError("A batch without members has no figures.");
  }
  const tasks = batch.members.reduce((total, { sums }) => total + sums.tasks, 0);
  const counted = listCountedComponents(batch);
  return {
    members: scores.length,
    completions: COMPLETION_STEP * roundHalfUp(rational(tasks, COMPLETION_STEP), 1),
    meanScore: mean,
    scoreDeviation: standardDeviation,
    meanRatios: mapComponents((component) =>
      counted.includes(component)
        ? roundToRatioHundredths(computeMeanRatio(batch, component))
        : null,
    ),
    bins: joinBins(computeHistogram(scores), threshold),
  };
}

function requireScore({ policy }: Batch, sums: Batch["members"][number]["sums"]): ScoreHundredths {
  const score = computeScoreValue(sums, policy);
  if (score === null) throw new RangeError("A member of a batch has no score.");
  return score;
}

/** Adds ratios of one denominator first, so that numbers stay small in a large batch. */
function computeMeanRatio({ members }: Batch, component: Component): Rational {
  const byDenominator = new Map<bigint, Rational>();
  for (const { sums } of members) {
    const ratio = computeRatio(sums, component);
    if (ratio === null) throw new RangeError("A member of a batch lacks a component.");
    const known = byDenominator.get(ratio.denominator);
    byDenominator.set(ratio.denominator, known === undefined ? ratio : add(known, ratio));
  }
  return multiply(sum(byDenominator.values()), rational(1, members.length));
}
