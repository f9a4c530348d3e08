import {
  computeSpread,
  isDeviationWithin,
  roundDeviation,
} from "@/lib/performance/domain/ranking/statistics";
import { computeRatio, getEvidence } from "@/lib/performance/domain/scoring/component-ratio";
import type { Component } from "@/lib/performance/domain/scoring/policy";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { StepsPerOne } from "@/lib/performance/domain/units/decimal";
import {
  FULL_RATIO,
  type RatioTenThousandths,
  roundRatio,
  toRatioTenThousandths,
} from "@/lib/performance/domain/units/ratio-ten-thousandths";
import {
  compare,
  floor,
  type Rational,
  rational,
  roundHalfUp,
} from "@/lib/performance/domain/units/rational";
import {
  type ScoreHundredths,
  toScoreHundredths,
} from "@/lib/performance/domain/units/score-hundredths";
import { SECONDS_PER_DAY } from "@/lib/performance/domain/units/seconds";

export type BadgeName =
  | "punctual"
  | "specialist"
  | "challenger"
  | "swift"
  | "consistent"
  | "top_performer";

/** What a member's badges follow from. */
export type BadgeEvidence = {
  readonly sums: Sums;
  /** The scores of the last 12 full ISO weeks. */
  readonly weeklyScores: readonly (ScoreHundredths | null)[];
  /** Null while not ranked. */
  readonly rank: number | null;
  readonly rankedMembers: number;
};

/** What a badge measures of a member, and what it requires. */
export type BadgeMeasure = {
  /** The value in whole steps of `1 / stepsPerOne`; null without evidence. */
  readonly steps: number | null;
  /** The value that the rule requires, in the same steps. */
  readonly criterion: number;
  /** The number of completions, weeks or ranked members behind the value. */
  readonly evidence: number;
  /** Whether the exact value meets the criterion, whatever the evidence. */
  readonly isMet: boolean;
  /** The smallest number of further perfect completions that earn the badge; null where they alone do not decide. */
  readonly perfectCompletions: number | null;
};

export type BadgeRule = {
  readonly name: BadgeName;
  readonly title: string;
  readonly description: string;
  readonly icon: string;
  readonly criteria: string;
  readonly direction: "at_least" | "at_most";
  readonly requiredEvidence: number;
  readonly stepsPerOne: StepsPerOne;
  /** Whether it depends on other members too, so that only the nightly evaluation changes it. */
  readonly isRelative: boolean;
  readonly measure: (evidence: BadgeEvidence) => BadgeMeasure;
};

const REQUIRED_COMPLETIONS = 20;
const MAXIMUM_DEVIATION = toScoreHundredths(500);

const RATIO_RULE = {
  direction: "at_least",
  requiredEvidence: REQUIRED_COMPLETIONS,
  stepsPerOne: 10_000,
  isRelative: false,
} as const;

export const BADGE_RULES: readonly BadgeRule[] = [
  {
    ...RATIO_RULE,
    name: "punctual",
    title: "Punctual",
    description: "Completes nearly all assignments with a due date on time.",
    icon: "⏱️",
    criteria: "On-time ratio of at least 0.95 over at least 20 completions with a due date.",
    measure: ({ sums }) => measureRatio(sums, "onTime", toRatioTenThousandths(9500)),
  },
  {
    ...RATIO_RULE,
    name: "specialist",
    title: "Specialist",
    description: "Completes assignments that match their skills.",
    icon: "🎯",
    criteria: "Skill accuracy of at least 0.9 over at least 20 completions with a skill match.",
    measure: ({ sums }) => measureRatio(sums, "skill", toRatioTenThousandths(9000)),
  },
  {
    ...RATIO_RULE,
    name: "challenger",
    title: "Challenger",
    description: "Completes difficult assignments.",
    icon: "⛰️",
    criteria: "Difficulty factor of at least 0.7 over at least 20 completions with a difficulty.",
    measure: ({ sums }) => measureRatio(sums, "difficulty", toRatioTenThousandths(7000)),
  },
  {
    name: "swift",
    title: "Swift",
    description: "Completes assignments well before they are due.",
    icon: "⚡",
    criteria: "A day early on average over at least 20 completions with a due date.",
    direction: "at_least",
    requiredEvidence: REQUIRED_COMPLETIONS,
    stepsPerOne: 100,
    isRelative: false,
    measure: measureSpeed,
  },
  {
    name: "consistent",
    title: "Consistent",
    description: "Has similar scores week after week.",
    icon: "🧭",
    criteria:
      "Scores of the last 12 full weeks that deviate by at most 5, at least 8 weeks with a score.",
    direction: "at_most",
    requiredEvidence: 8,
    stepsPerOne: 100,
    isRelative: false,
    measure: measureSteadiness,
  },
  {
    name: "top_performer",
    title: "Top performer",
    description: "Ranks in the top tenth of the organization.",
    icon: "🏆",
    criteria: "Rank within the first tenth, rounded up, of at least 10 ranked members.",
    direction: "at_most",
    requiredEvidence: 10,
    stepsPerOne: 1,
    isRelative: true,
    measure: measureRank,
  },
];

function measureRatio(
  sums: Sums,
  component: Component,
  criterion: RatioTenThousandths,
): BadgeMeasure {
  const ratio = computeRatio(sums, component);
  const evidence = getEvidence(sums, component);
  const limit = rational(criterion, FULL_RATIO);
  return {
    steps: ratio === null ? null : roundRatio(ratio),
    criterion,
    evidence,
    isMet: ratio !== null && compare(ratio, limit) >= 0,
    perfectCompletions: countPerfectCompletions(ratio, evidence, limit),
  };
}

/**
 * The least k with `k ≥ 20 − n` and `(n·m + k) / (n + k) ≥ limit`, for a ratio m over n
 * completions: `k ≥ n · (limit − m) / (1 − limit)`, rounded up.
 */
function countPerfectCompletions(
  ratio: Rational | null,
  evidence: number,
  limit: Rational,
): number {
  const missing = Math.max(0, REQUIRED_COMPLETIONS - evidence);
  if (ratio === null) return missing;
  const behind = limit.numerator * ratio.denominator - ratio.numerator * limit.denominator;
  const perCompletion = (limit.denominator - limit.numerator) * ratio.denominator;
  const needed = -floor(rational(-BigInt(evidence) * behind, perCompletion));
  return Math.max(missing, Number(needed));
}

function measureSpeed({ sums }: BadgeEvidence): BadgeMeasure {
  const { due, earlySeconds } = sums;
  const criterion = 100;
  if (due === 0) return createUnknownMeasure(criterion);
  const days = rational(earlySeconds, BigInt(due) * BigInt(SECONDS_PER_DAY));
  return {
    steps: roundHalfUp(days, 100),
    criterion,
    evidence: due,
    isMet: compare(days, rational(criterion, 100)) >= 0,
    perfectCompletions: null,
  };
}

function measureSteadiness({ weeklyScores }: BadgeEvidence): BadgeMeasure {
  const spread = computeSpread(weeklyScores.filter((score) => score !== null));
  return {
    steps: roundDeviation(spread),
    criterion: MAXIMUM_DEVIATION,
    evidence: spread.count,
    isMet: isDeviationWithin(spread, MAXIMUM_DEVIATION),
    perfectCompletions: null,
  };
}

function measureRank({ rank, rankedMembers }: BadgeEvidence): BadgeMeasure {
  const criterion = Math.floor((rankedMembers + 9) / 10);
  return {
    steps: rank,
    criterion,
    evidence: rankedMembers,
    isMet: rank !== null && rank <= criterion,
    perfectCompletions: null,
  };
}

function createUnknownMeasure(criterion: number): BadgeMeasure {
  return { steps: null, criterion, evidence: 0, isMet: false, perfectCompletions: null };
}
