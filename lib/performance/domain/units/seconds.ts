/** Whole seconds from one instant to another, rounded down: one millisecond back is -1. */
export function countWholeSeconds(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / 1000);
}
