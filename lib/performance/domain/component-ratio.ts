import type { Component } from "./policy";
import { type Rational, rational } from "./rational";
import type { Sums } from "./sums";

/** How many completions a component rests on. */
export function evidenceOf(sums: Sums, component: Component): number {
  switch (component) {
    case "onTime":
      return sums.due;
    case "skill":
      return sums.skillRated;
    case "difficulty":
      return sums.difficultyRated;
  }
}

/** A component's exact ratio, 0–1; null without evidence. */
export function computeRatio(sums: Sums, component: Component): Rational | null {
  const evidence = BigInt(evidenceOf(sums, component));
  if (evidence === 0n) return null;
  switch (component) {
    case "onTime":
      return rational(sums.onTime, evidence);
    case "skill":
      return rational(sums.skillMatch, 10_000n * evidence);
    case "difficulty":
      return rational(sums.difficulty, 1000n * evidence);
  }
}
