import { toDecimal } from "@/lib/performance/domain/units/decimal";
import {
  FULL_RATIO,
  toDecimalRatio,
  toRatioTenThousandths,
} from "@/lib/performance/domain/units/ratio-ten-thousandths";
import { floor, rational } from "@/lib/performance/domain/units/rational";
import {
  BADGE_RULES,
  type BadgeEvidence,
  type BadgeMeasure,
  type BadgeName,
  type BadgeRule,
} from "./badge-rules";

/** How far a member is from a badge. */
export type BadgeProgress = {
  /** The number of completions, weeks or ranked members behind the value, and the number that the rule requires. */
  readonly evidence: number;
  readonly requiredEvidence: number;
  /** By how much the rounded value misses the criterion; 0 when it meets it, null when unknown. */
  readonly shortfall: number | null;
  /** Further perfect completions that earn the badge; null where they alone do not decide. */
  readonly perfectCompletions: number | null;
  /** Progress 0–1, rounded down to 4 decimals; 1 exactly while the badge is active. */
  readonly share: number;
};

export type BadgeEvaluation = {
  readonly name: BadgeName;
  readonly isActive: boolean;
  /** Ratio 0–1, days, points of the score, or rank; null when unknown. */
  readonly value: number | null;
  /** The value that the rule requires, in the same unit. */
  readonly criteriaValue: number;
  readonly progress: BadgeProgress;
};

export type BadgeChanges = {
  readonly gained: readonly BadgeEvaluation[];
  readonly lost: readonly BadgeEvaluation[];
};

/**
 * Evaluates every badge in the order of the rules. The exact value decides: a ratio that is rounded to 0.95 but is
 * below it does not earn the badge.
 */
export function evaluateBadges(evidence: BadgeEvidence): readonly BadgeEvaluation[] {
  return BADGE_RULES.map((rule) => {
    const measured = rule.measure(evidence);
    const isActive = measured.isMet && measured.evidence >= rule.requiredEvidence;
    return {
      name: rule.name,
      isActive,
      value: measured.steps === null ? null : toDecimal(measured.steps, rule.stepsPerOne),
      criteriaValue: toDecimal(measured.criterion, rule.stepsPerOne),
      progress: {
        evidence: measured.evidence,
        requiredEvidence: rule.requiredEvidence,
        shortfall: computeShortfall(rule, measured),
        perfectCompletions: measured.perfectCompletions,
        share: isActive ? 1 : computeShare(rule, measured),
      },
    };
  });
}

/**
 * The badges that become active or inactive.
 *
 * @param held names of the badges that are stored as active.
 * @param withRelative whether badges that depend on other members may change; only the nightly evaluation says so.
 */
export function compareBadges(
  held: ReadonlySet<string>,
  evaluated: readonly BadgeEvaluation[],
  withRelative: boolean,
): BadgeChanges {
  const relative = new Set(
    BADGE_RULES.filter(({ isRelative }) => isRelative).map(({ name }) => name),
  );
  const changeable = evaluated.filter(({ name }) => withRelative || !relative.has(name));
  return {
    gained: changeable.filter(({ name, isActive }) => isActive && !held.has(name)),
    lost: changeable.filter(({ name, isActive }) => !isActive && held.has(name)),
  };
}

/** At least one step, also where the rounded value equals the criterion but the exact value misses it. */
function computeShortfall(
  { stepsPerOne }: BadgeRule,
  { steps, criterion, isMet }: BadgeMeasure,
): number | null {
  if (steps === null) return null;
  return isMet ? 0 : toDecimal(Math.max(1, Math.abs(steps - criterion)), stepsPerOne);
}

/** The smaller of the shares of the evidence and of the value, 0–0.9999. */
function computeShare(rule: BadgeRule, { steps, criterion, evidence }: BadgeMeasure): number {
  if (steps === null) return 0;
  const isUpward = rule.direction === "at_least";
  const ofValue = isUpward
    ? computePartShare(steps, criterion)
    : computePartShare(criterion, steps);
  const share = Math.min(
    ofValue,
    computePartShare(evidence, rule.requiredEvidence),
    FULL_RATIO - 1,
  );
  return toDecimalRatio(toRatioTenThousandths(share));
}

/** In steps of 1/10000, rounded down; at most 10000. */
function computePartShare(part: number, whole: number): number {
  if (part >= whole) return FULL_RATIO;
  return part <= 0 ? 0 : Number(floor(rational(part * FULL_RATIO, whole)));
}
