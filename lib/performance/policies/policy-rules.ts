import { parseWeight } from "@/lib/performance/domain/units/weight-ten-thousandths";

/** A weight is a multiple of the step from 0 to 1. */
export const MAX_WEIGHT = 1;
export const WEIGHT_STEP = 0.0001;
/** What the weights of a policy add up to, in ten-thousandths, unless all are 0. */
export const WEIGHT_TOTAL = 10_000;
/** A minimum sample is a whole number from 0 to this. */
export const MAX_MINIMUM_SAMPLE = 100_000;

/** The sum of weights of 0–1, in ten-thousandths, without a rounding error. */
export function addWeights(weights: {
  readonly on_time: number;
  readonly skill: number;
  readonly difficulty: number;
}): number {
  const { on_time: onTime, skill, difficulty } = weights;
  return parseWeight(onTime) + parseWeight(skill) + parseWeight(difficulty);
}
