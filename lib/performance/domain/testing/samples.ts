import type { Fact, FactInput } from "@/lib/performance/domain/scoring/fact";
import {
  DEFAULT_MINIMUM_SAMPLE,
  DEFAULT_WEIGHTS,
  type ScoringPolicy,
} from "@/lib/performance/domain/scoring/policy";
import { type Sums, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";

/** An assignment completed at noon on 15 May 2024 (UTC), without any other value. */
export function buildFactInput(differences: Partial<FactInput> = {}): FactInput {
  return {
    assignedAt: null,
    startedAt: null,
    dueAt: null,
    completedAt: new Date("2024-05-15T12:00:00Z"),
    skillMatch: null,
    difficulty: null,
    requiredSkills: [],
    ...differences,
  };
}

/** The fact of a completion at noon on 15 May 2024 (UTC), without any other value. */
export function buildFact(differences: Partial<Fact> = {}): Fact {
  return {
    completedAt: new Date("2024-05-15T12:00:00Z"),
    completedOn: "2024-05-15",
    onTime: null,
    earlySeconds: null,
    durationSeconds: null,
    skillMatch: null,
    difficulty: null,
    ...differences,
  };
}

export function buildSums(differences: Partial<Sums> = {}): Sums {
  return { ...ZERO_SUMS, ...differences };
}

export function buildPolicy(differences: Partial<ScoringPolicy> = {}): ScoringPolicy {
  return {
    version: 1,
    weights: DEFAULT_WEIGHTS,
    minimumSample: DEFAULT_MINIMUM_SAMPLE,
    effectiveOn: "2024-01-01",
    ...differences,
  };
}
