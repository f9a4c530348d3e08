/** The colour of a change. The sign says the same, so colour is never alone. */
export function getTone(change: number | null): string {
  if (change === null || change === 0) {
    return "text-muted";
  }
  return change > 0 ? "text-positive" : "text-negative";
}
