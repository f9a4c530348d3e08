import { roundToDecimal } from "@/lib/performance/domain/units/decimal";
import { roundRatio, toDecimalRatio } from "@/lib/performance/domain/units/ratio-ten-thousandths";
import { rational } from "@/lib/performance/domain/units/rational";
import {
  SECONDS_PER_DAY,
  SECONDS_PER_HOUR,
  type Seconds,
} from "@/lib/performance/domain/units/seconds";
import { computeRatio, getEvidence } from "./component-ratio";
import type { Component } from "./policy";
import type { LedgerSums } from "./sums";

/** A value and the number of completions behind it; null without evidence. */
export type Metric = { readonly value: number | null; readonly evidence: number };

export type Metrics = {
  /** Share of the completions with a due date that were on time, 0–1, 4 decimals. */
  readonly onTimeRatio: Metric;
  /** Mean skill match, 0–1, 4 decimals. */
  readonly skillAccuracy: Metric;
  /** Mean difficulty divided by 10, 0–1, 4 decimals. */
  readonly difficultyFactor: Metric;
  /** Mean hours from start to completion, 2 decimals. */
  readonly averageCompletionTime: Metric;
  /** Mean days from completion to due date, positive is early, 2 decimals. */
  readonly averageCompletionSpeed: Metric;
};

/**
 * Each value is an exact quotient, rounded half up once to its decimals.
 */
export function computeMetrics(sums: LedgerSums): Metrics {
  return {
    onTimeRatio: measureRatio(sums, "onTime"),
    skillAccuracy: measureRatio(sums, "skill"),
    difficultyFactor: measureRatio(sums, "difficulty"),
    averageCompletionTime: measureAverage(sums.durationSeconds, sums.timed, SECONDS_PER_HOUR),
    averageCompletionSpeed: measureAverage(sums.earlySeconds, sums.due, SECONDS_PER_DAY),
  };
}

/**
 * `1 + floor(sqrt(tasks))`, exact for every safe integer.
 *
 * @throws RangeError for a negative number.
 */
export function computeExperienceLevel(tasks: number): number {
  if (!(tasks >= 0)) throw new RangeError(`The number of tasks is ${tasks}, which is negative.`);
  const root = Math.floor(Math.sqrt(tasks));
  // Just below a large square the root is rounded up to the next whole number.
  return root * root > tasks ? root : root + 1;
}

function measureRatio(sums: LedgerSums, component: Component): Metric {
  const ratio = computeRatio(sums, component);
  return {
    value: ratio === null ? null : toDecimalRatio(roundRatio(ratio)),
    evidence: getEvidence(sums, component),
  };
}

/** @param secondsPerUnit of the unit of the average, which has two decimals. */
function measureAverage(seconds: Seconds, evidence: number, secondsPerUnit: Seconds): Metric {
  if (evidence === 0) return { value: null, evidence };
  const average = rational(seconds, BigInt(evidence) * BigInt(secondsPerUnit));
  return { value: roundToDecimal(average, 100), evidence };
}
