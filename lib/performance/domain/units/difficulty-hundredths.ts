import type { Brand } from "./brand";
import { parseSteps, requireWhole, toDecimal } from "./decimal";

/** Whole hundredths of a difficulty on the scale 0–10: 750 is 7.5. A sum of difficulties is in the same unit. */
export type DifficultyHundredths = Brand<number, "hundredths of a difficulty">;

/** A difficulty of 10. */
export const FULL_DIFFICULTY = toDifficultyHundredths(1000);

/** @throws RangeError when the number is not whole. */
export function toDifficultyHundredths(hundredths: number): DifficultyHundredths {
  return requireWhole(hundredths, "hundredths of a difficulty") as DifficultyHundredths;
}

/**
 * Reads a difficulty of 0–10, rounded half up: 7.5 is 750.
 *
 * @throws RangeError when it is not a finite decimal number.
 */
export function parseDifficulty(difficulty: number | string): DifficultyHundredths {
  return toDifficultyHundredths(parseSteps(difficulty, 100));
}

/** The difficulty with two decimals: 750 is 7.5. */
export function toDecimalDifficulty(hundredths: DifficultyHundredths): number {
  return toDecimal(hundredths, 100);
}
