/** A weight is a multiple of the step from 0 to 1. */
export const MAX_WEIGHT = 1;
export const WEIGHT_STEP = 0.0001;
/** A minimum sample is a whole number from 0 to this. */
export const MAX_MINIMUM_SAMPLE = 100_000;
