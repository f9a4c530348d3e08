import { type CountedDue, countDue } from "@/lib/performance/domain/scoring/due-rule";
import { type Fact, type FactInput, takeFact } from "@/lib/performance/domain/scoring/fact";
import {
  DEFAULT_DUE_RULE,
  DEFAULT_MINIMUM_SAMPLE,
  DEFAULT_WEIGHTS,
  mapComponents,
  type PerComponent,
  type ScoringPolicy,
} from "@/lib/performance/domain/scoring/policy";
import type { SkillLevels } from "@/lib/performance/domain/scoring/skill-match";
import {
  createSums,
  type SumField,
  type Sums,
  ZERO_SUMS,
} from "@/lib/performance/domain/scoring/sums";
import { parseLocalDate } from "@/lib/performance/domain/time/local-time";
import type { Brand } from "@/lib/performance/domain/units/brand";
import { toDifficultyHundredths } from "@/lib/performance/domain/units/difficulty-hundredths";
import { toMatchTenThousandths } from "@/lib/performance/domain/units/match-ten-thousandths";
import {
  type ScoreHundredths,
  toScoreHundredths,
} from "@/lib/performance/domain/units/score-hundredths";
import { toSeconds } from "@/lib/performance/domain/units/seconds";
import { toWeightTenThousandths } from "@/lib/performance/domain/units/weight-ten-thousandths";

type PlainField<Value> =
  Value extends Brand<number, string>
    ? number
    : Value extends Brand<string, string>
      ? string
      : Value;

/** An object with plain values in place of branded ones, so that samples are short. */
type Plain<Value> = { readonly [Field in keyof Value]: PlainField<Value[Field]> };

/** An assignment completed at noon on 15 May 2024 (UTC), without any other value. */
export function buildFactInput(differences: Partial<Plain<FactInput>> = {}): FactInput {
  const { skillMatch = null, difficulty = null, ...others } = differences;
  return {
    assignedAt: null,
    startedAt: null,
    dueAt: null,
    completedAt: new Date("2024-05-15T12:00:00Z"),
    requiredSkills: [],
    ...others,
    skillMatch: mapKnown(skillMatch, toMatchTenThousandths),
    difficulty: mapKnown(difficulty, toDifficultyHundredths),
  };
}

/** The due date of an assignment whose record begins with it, open, and that was never moved. */
export function countUnmovedDue(dueAt: Date | null): CountedDue {
  return countDue(DEFAULT_DUE_RULE, [{ at: new Date(0), event: "created", dueAt, reason: null }]);
}

/** The fact of an assignment whose due date was never moved. */
export function takeUnmovedFact(input: FactInput, levels: SkillLevels, timeZone: string): Fact {
  return takeFact(input, countUnmovedDue(input.dueAt), levels, timeZone);
}

/** The fact of a completion at noon on 15 May 2024 (UTC), without any other value. */
export function buildFact(differences: Partial<Plain<Fact>> = {}): Fact {
  const { completedOn = "2024-05-15", earlySeconds = null, durationSeconds = null } = differences;
  const { skillMatch = null, difficulty = null } = differences;
  const { completedAt = new Date("2024-05-15T12:00:00Z"), onTime = null, ...due } = differences;
  return {
    completedAt,
    dueCounted: due.dueCounted ?? null,
    dueRule: due.dueRule ?? DEFAULT_DUE_RULE,
    dueMoved: due.dueMoved ?? false,
    dueMovedAfter: due.dueMovedAfter ?? false,
    dueMovedForAbsence: due.dueMovedForAbsence ?? false,
    dueUnrecorded: due.dueUnrecorded ?? false,
    onTime,
    completedOn: parseLocalDate(completedOn),
    earlySeconds: mapKnown(earlySeconds, toSeconds),
    durationSeconds: mapKnown(durationSeconds, toSeconds),
    skillMatch: mapKnown(skillMatch, toMatchTenThousandths),
    difficulty: mapKnown(difficulty, toDifficultyHundredths),
  };
}

export function buildSums(differences: Partial<Record<SumField, number>> = {}): Sums {
  return createSums({ ...ZERO_SUMS, ...differences });
}

type PlainPolicy = Omit<Plain<ScoringPolicy>, "weights"> & {
  readonly weights: PerComponent<number>;
};

export function buildPolicy(differences: Partial<PlainPolicy> = {}): ScoringPolicy {
  const { weights = DEFAULT_WEIGHTS, effectiveOn = "2024-01-01", ...others } = differences;
  return {
    version: 1,
    minimumSample: DEFAULT_MINIMUM_SAMPLE,
    dueRule: DEFAULT_DUE_RULE,
    ...others,
    weights: mapComponents((component) => toWeightTenThousandths(weights[component])),
    effectiveOn: parseLocalDate(effectiveOn),
  };
}

/** @param score hundredths, or null for no score. */
export function buildScore(score: number): ScoreHundredths;
export function buildScore(score: number | null): ScoreHundredths | null;
export function buildScore(score: number | null): ScoreHundredths | null {
  return mapKnown(score, toScoreHundredths);
}

function mapKnown<Value, Result>(
  value: Value | null,
  convert: (value: Value) => Result,
): Result | null {
  return value === null ? null : convert(value);
}
