import * as fc from "fast-check";
import type { Completion } from "@/lib/performance/domain/ledger/completion-order";
import { addDays, parseLocalDate } from "@/lib/performance/domain/time/local-time";
import { buildFact } from "./samples";

/** Monday, 13 May 2024: day 0 of the completions. */
export const MONDAY = parseLocalDate("2024-05-13");

const NOON = Date.UTC(2024, 4, 13, 12);
const DAY = 86_400_000;

/** Noon (UTC) of the day that is `day` days after `MONDAY`. */
export function buildNoon(day: number): Date {
  return new Date(NOON + day * DAY);
}

/** @param onTime null without a due date. */
export function buildCompletion(
  id: number,
  day: number,
  onTime: boolean | null = true,
  difficulty: number | null = null,
): Completion {
  return {
    assignmentId: BigInt(id),
    fact: buildFact({
      completedAt: buildNoon(day),
      completedOn: addDays(MONDAY, day),
      onTime,
      difficulty,
    }),
  };
}

/** Builds `count` completions, with indexes from 1. */
export function buildCompletions(
  count: number,
  build: (index: number) => Completion,
): readonly Completion[] {
  return Array.from({ length: count }, (_, index) => build(index + 1));
}

/** Enough completions within 46 days that streaks and perfect weeks are frequent. */
export const manyCompletions: fc.Arbitrary<readonly Completion[]> = fc
  .uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 400 }),
      day: fc.integer({ min: 0, max: 45 }),
      onTime: fc.constantFrom(true, true, true, true, true, true, true, false, null),
      difficulty: fc.constantFrom(null, 500, 800, 900),
    }),
    { selector: ({ id }) => id, minLength: 5, maxLength: 70, size: "max" },
  )
  .map((completions) =>
    completions.map(({ id, day, onTime, difficulty }) =>
      buildCompletion(id, day, onTime, difficulty),
    ),
  );
