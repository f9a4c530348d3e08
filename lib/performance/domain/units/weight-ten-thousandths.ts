import type { Brand } from "./brand";
import { parseSteps, requireWhole, toDecimal } from "./decimal";

/** Whole ten-thousandths of a weight of 0–1 in a scoring policy: 5000 is 0.5. */
export type WeightTenThousandths = Brand<number, "ten-thousandths of a weight">;

/** @throws RangeError when the number is not whole. */
export function toWeightTenThousandths(tenThousandths: number): WeightTenThousandths {
  return requireWhole(tenThousandths, "ten-thousandths of a weight") as WeightTenThousandths;
}

/**
 * Reads a weight of 0–1, rounded half up: 0.5 is 5000.
 *
 * @throws RangeError when it is not a finite decimal number.
 */
export function parseWeight(weight: number | string): WeightTenThousandths {
  return toWeightTenThousandths(parseSteps(weight, 10_000));
}

/** The weight with four decimals: 5000 is 0.5. */
export function toDecimalWeight(tenThousandths: WeightTenThousandths): number {
  return toDecimal(tenThousandths, 10_000);
}
