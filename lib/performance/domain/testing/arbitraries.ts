import * as fc from "fast-check";
import { DUE_RULES } from "@/lib/performance/domain/scoring/due-rule";
import type { Fact, FactInput } from "@/lib/performance/domain/scoring/fact";
import { COMPONENTS, type ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { add, type Sums, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import {
  FULL_SCORE,
  type ScoreHundredths,
  toScoreHundredths,
} from "@/lib/performance/domain/units/score-hundredths";
import { buildFactInput, buildPolicy, takeUnmovedFact } from "./samples";

export const TIME_ZONE = "America/Santiago";

const DAY = 86_400_000;
const FIRST_DAY = Date.UTC(2024, 0, 1);

/** Instants within 60 days around a clock change, so that some share a day and one day has 25 hours. */
export const instants: fc.Arbitrary<Date> = fc
  .integer({ min: 60 * DAY, max: 120 * DAY })
  .map((milliseconds) => new Date(FIRST_DAY + milliseconds));

const distances = fc.option(fc.integer({ min: 0, max: 30 * DAY }));

export const factInputs: fc.Arbitrary<FactInput> = fc
  .record({
    completedAt: instants,
    assigned: distances,
    started: distances,
    early: fc.option(fc.integer({ min: -20 * DAY, max: 20 * DAY })),
    skillMatch: fc.option(fc.integer({ min: 0, max: 10_000 })),
    difficulty: fc.option(fc.integer({ min: 0, max: 1000 })),
    requiredSkills: fc.array(
      fc.record({
        skillId: fc.integer({ min: 1, max: 4 }),
        level: fc.integer({ min: 1, max: 10 }),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ assigned, started, early, ...input }) =>
    buildFactInput({
      ...input,
      assignedAt: assigned === null ? null : new Date(input.completedAt.getTime() - assigned),
      startedAt: started === null ? null : new Date(input.completedAt.getTime() - started),
      dueAt: early === null ? null : new Date(input.completedAt.getTime() + early),
    }),
  );

export const levels: fc.Arbitrary<ReadonlyMap<number, number>> = fc
  .dictionary(fc.constantFrom("1", "2", "3", "4"), fc.integer({ min: 0, max: 10 }))
  .map((byId) => new Map(Object.entries(byId).map(([id, level]) => [Number(id), level])));

const dueKnowledge = fc.record({
  dueRule: fc.constantFrom(...DUE_RULES),
  dueMoved: fc.boolean(),
  dueMovedAfter: fc.boolean(),
  dueMovedForAbsence: fc.boolean(),
  dueUnrecorded: fc.boolean(),
});

export const facts: fc.Arbitrary<Fact> = fc
  .tuple(factInputs, levels, dueKnowledge)
  .map(([input, known, due]) => ({
    ...takeUnmovedFact(input, known, TIME_ZONE),
    ...due,
    dueUnrecorded: due.dueUnrecorded && input.dueAt !== null,
  }));

/** Sums of a few facts; often a component has no evidence. */
export const sums: fc.Arbitrary<Sums> = fc
  .tuple(
    fc.array(facts, { maxLength: 12 }),
    fc.subarray(["onTime", "skillMatch", "difficulty"] as const),
  )
  .map(([added, missing]) =>
    added
      .map((fact) => ({
        ...fact,
        ...Object.fromEntries(missing.map((field) => [field, null])),
        ...(missing.includes("onTime") ? { earlySeconds: null } : {}),
      }))
      .reduce(add, ZERO_SUMS),
  );

const weight = fc.oneof(
  fc.constant(0),
  fc.constantFrom(1, 2000, 3000, 3333, 5000, 10_000),
  fc.integer({ min: 0, max: 10_000 }),
);

export const policies: fc.Arbitrary<ScoringPolicy> = fc
  .record({
    weights: fc.record({ onTime: weight, skill: weight, difficulty: weight }),
    minimumSample: fc.integer({ min: 1, max: 8 }),
  })
  .map(buildPolicy);

/** Scores of 0–100. */
export const scores: fc.Arbitrary<ScoreHundredths> = fc
  .integer({ min: 0, max: FULL_SCORE })
  .map(toScoreHundredths);

/** Policies in which every component has a weight. */
export const fullPolicies: fc.Arbitrary<ScoringPolicy> = policies.filter(({ weights }) =>
  COMPONENTS.every((component) => weights[component] > 0),
);
