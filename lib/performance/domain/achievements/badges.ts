import { floor, rational } from "@/lib/performance/domain/units/rational";
import {
  BADGE_RULES,
  type BadgeEvidence,
  type BadgeMeasure,
  type BadgeName,
  type BadgeRule,
} from "./badge-rules";

/** How far somebody is from a badge. */
export type BadgeProgress = {
  /** Completions, weeks or ranked members that the value rests on, and how many it takes. */
  readonly evidence: number;
  readonly requiredEvidence: number;
  /** By how much the printed value misses the criterion; 0 when it meets it, null when unknown. */
  readonly shortfall: number | null;
  /** Further completions, each perfect, that would earn it; null where they alone would not. */
  readonly perfectCompletions: number | null;
  /** How much of the way is behind: 0–1, rounded down to 4 decimals; 1 exactly when it is held. */
  readonly share: number;
};

/** Whether a badge's rule is true now, and how far it is from it. */
export type BadgeMetrics = {
  readonly name: BadgeName;
  readonly isActive: boolean;
  /** Ratio 0–1, days, points of the score, or rank; null when unknown. */
  readonly value: number | null;
  /** What the value is held against, in its unit. */
  readonly criteriaValue: number;
  readonly progress: BadgeProgress;
};

export type BadgeChanges = {
  readonly gained: readonly BadgeMetrics[];
  readonly lost: readonly BadgeMetrics[];
};

const SHARE_STEPS = 10_000;

/**
 * Every badge in the order of the table. A rule is judged by the exact value: a ratio that is
 * printed as 0.95 but is the least below it does not earn the badge.
 */
export function evaluateBadges(evidence: BadgeEvidence): readonly BadgeMetrics[] {
  return BADGE_RULES.map((rule) => {
    const measured = rule.measure(evidence);
    const isActive = measured.isMet && measured.evidence >= rule.requiredEvidence;
    return {
      name: rule.name,
      isActive,
      value: measured.steps === null ? null : measured.steps / rule.stepsPerUnit,
      criteriaValue: measured.criterion / rule.stepsPerUnit,
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
 * The badges that begin or cease to be held. One that depends on other members is left as it is
 * unless `withRelative` asks for it, as the nightly sweep does.
 *
 * @param held the names of the badges that are active now.
 */
export function compareBadges(
  held: ReadonlySet<string>,
  standings: readonly BadgeMetrics[],
  withRelative: boolean,
): BadgeChanges {
  const relative = new Set(
    BADGE_RULES.filter(({ isRelative }) => isRelative).map(({ name }) => name),
  );
  const judged = standings.filter(({ name }) => withRelative || !relative.has(name));
  return {
    gained: judged.filter(({ name, isActive }) => isActive && !held.has(name)),
    lost: judged.filter(({ name, isActive }) => !isActive && held.has(name)),
  };
}

/** At least one printed step where the exact value misses what its rounded one seems to meet. */
function computeShortfall(
  { stepsPerUnit }: BadgeRule,
  { steps, criterion, isMet }: BadgeMeasure,
): number | null {
  if (steps === null) return null;
  return isMet ? 0 : Math.max(1, Math.abs(steps - criterion)) / stepsPerUnit;
}

/** The takeLesser of how much evidence there is and how near the value comes; never 1. */
function computeShare(rule: BadgeRule, { steps, criterion, evidence }: BadgeMeasure): number {
  if (steps === null) return 0;
  const isUpward = rule.direction === "at_least";
  const ofValue = isUpward
    ? computePartShare(steps, criterion)
    : computePartShare(criterion, steps);
  const share = Math.min(
    ofValue,
    computePartShare(evidence, rule.requiredEvidence),
    SHARE_STEPS - 1,
  );
  return share / SHARE_STEPS;
}

/** A part of a whole in steps of 1/10000, rounded down; at most all of it. */
function computePartShare(part: number, whole: number): number {
  if (part >= whole) return SHARE_STEPS;
  return part <= 0 ? 0 : Number(floor(rational(part * SHARE_STEPS, whole)));
}
