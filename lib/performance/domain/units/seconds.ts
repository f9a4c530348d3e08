import type { Brand } from "./brand";
import { requireWhole } from "./decimal";

/** Whole seconds; negative for a time that is late or in the past. */
export type Seconds = Brand<number, "seconds">;

export const SECONDS_PER_HOUR = toSeconds(3600);
export const SECONDS_PER_DAY = toSeconds(86_400);

/** @throws RangeError when the number is not whole. */
export function toSeconds(seconds: number): Seconds {
  return requireWhole(seconds, "seconds") as Seconds;
}

/** @throws RangeError when the number is not whole. */
export function toSecondsOrNull(seconds: number | null): Seconds | null {
  return seconds === null ? null : toSeconds(seconds);
}

/** Whole seconds from one instant to another, rounded down: one millisecond back is -1. */
export function countWholeSeconds(from: Date, to: Date): Seconds {
  return toSeconds(Math.floor((to.getTime() - from.getTime()) / 1000));
}
