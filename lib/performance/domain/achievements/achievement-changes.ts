import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { BadgeEvidence, BadgeName } from "./badge-rules";
import { type BadgeChanges, compareBadges, evaluateBadges } from "./badges";
import {
  MILESTONE_RULES,
  type MilestoneRule,
  type MilestoneType,
  type ReachedMilestone,
} from "./milestone-rules";
import type { AddedCompletions } from "./milestone-state";
import {
  compareMilestones,
  evaluateMilestones,
  type MilestoneChanges,
  type MilestoneEvidence,
} from "./milestones";
import { findScoreMilestone, type ScoredEntry } from "./score-milestones";
import { findTallyMilestones } from "./tally-milestones";

/** The milestones and badges that are stored for a member. */
export type HeldAchievements = {
  /** Without revoked ones. */
  readonly milestones: readonly ReachedMilestone[];
  /** Names of the active badges. */
  readonly badges: ReadonlySet<string>;
};

/** The changes that make the stored milestones and badges those that the evidence supports. */
export type AchievementChanges = {
  readonly milestones: MilestoneChanges;
  readonly badges: BadgeChanges;
};

/** A ledger entry that was just appended. */
export type NewLedgerEntry = ScoredEntry & { readonly provisional: boolean };

const NO_RANKING = { rank: null, rankedMembers: 0 };

/** Rests on full weeks only, so that completions of the current week do not change it. */
const WEEKLY_BADGE: BadgeName = "consistent";

export type AddedCompletionsEvidence = {
  readonly added: AddedCompletions;
  /** The entries of the added completions, in the order of their ids. */
  readonly entries: readonly NewLedgerEntry[];
  /** After the added completions. */
  readonly sums: Sums;
  /** Null where they did not change. */
  readonly weeklyScores: BadgeEvidence["weeklyScores"] | null;
};

/**
 * What completions change that come after all others. They revoke no milestone, but a badge may be lost. A comeback is
 * not evaluated: it needs the whole ledger (`evaluateAllEvidence`).
 */
export function evaluateAddedCompletions(
  { added: { ordered, before }, entries, sums, weeklyScores }: AddedCompletionsEvidence,
  held: HeldAchievements,
): AchievementChanges {
  const tallyRules = listMissingRules(held).filter((rule) => rule.basis === "tally");
  const byTally = findTallyMilestones(tallyRules, ordered, before).reached;
  const badges = evaluateBadges({ sums, weeklyScores: weeklyScores ?? [], ...NO_RANKING }).filter(
    ({ name }) => weeklyScores !== null || name !== WEEKLY_BADGE,
  );
  return {
    milestones: {
      reached: [...byTally, ...findNewScoreMilestones(entries, held)],
      amended: [],
      revoked: [],
    },
    badges: compareBadges(held.badges, badges, false),
  };
}

/** Everything that a member's milestones and badges follow from. */
export type AchievementEvidence = MilestoneEvidence &
  Omit<BadgeEvidence, "rank" | "rankedMembers"> & {
    /** Null: the ranking was not read, and badges that depend on it stay as they are. */
    readonly ranking: Pick<BadgeEvidence, "rank" | "rankedMembers"> | null;
  };

type BadgeChangesEvidence = Pick<AchievementEvidence, "ranking" | "sums" | "weeklyScores">;

/**
 * What completions change that come before or between others. Of the ledger the new entries are enough, because they
 * only add to it. A comeback is not evaluated, as in `evaluateAddedCompletions`.
 *
 * @param reached all milestones that the completions support.
 */
export function evaluateChangedCompletions(
  reached: readonly ReachedMilestone[],
  evidence: BadgeChangesEvidence,
  entries: readonly NewLedgerEntry[],
  held: HeldAchievements,
): AchievementChanges {
  const changes = compareMilestones(listWithoutScores(held), reached);
  return {
    milestones: {
      ...changes,
      reached: [...changes.reached, ...findNewScoreMilestones(entries, held)],
    },
    badges: evaluateBadgeChanges(evidence, held),
  };
}

/** The milestones that rest on completions, not on scores. */
export function listWithoutScores({ milestones }: HeldAchievements): readonly ReachedMilestone[] {
  return milestones.filter(({ type }) => !SCORE_MILESTONES.has(type));
}

/** What has to change in the stored milestones and badges, evaluated from the whole evidence. */
export function evaluateAllEvidence(
  evidence: AchievementEvidence,
  held: HeldAchievements,
): AchievementChanges {
  return {
    milestones: compareMilestones(held.milestones, evaluateMilestones(evidence).reached),
    badges: evaluateBadgeChanges(evidence, held),
  };
}

const SCORE_MILESTONES: ReadonlySet<MilestoneType> = new Set(
  MILESTONE_RULES.filter(({ basis }) => basis === "score").map(({ type }) => type),
);

function listMissingRules({ milestones }: HeldAchievements): readonly MilestoneRule[] {
  const known = new Set(milestones.map(({ type }) => type));
  return MILESTONE_RULES.filter(({ type }) => !known.has(type));
}

/** The score milestones, without a comeback, that new entries reach which reverse and correct nothing. */
function findNewScoreMilestones(
  entries: readonly NewLedgerEntry[],
  held: HeldAchievements,
): readonly ReachedMilestone[] {
  const scores = entries.map(({ provisional, score }) => ({
    score: provisional ? null : score,
    rise: null,
  }));
  return listMissingRules(held).flatMap((rule) =>
    rule.basis === "score" ? (findScoreMilestone(rule, entries, scores) ?? []) : [],
  );
}

export function evaluateBadgeChanges(
  { ranking, sums, weeklyScores }: BadgeChangesEvidence,
  held: HeldAchievements,
): BadgeChanges {
  const badges = evaluateBadges({ sums, weeklyScores, ...(ranking ?? NO_RANKING) });
  return compareBadges(held.badges, badges, ranking !== null);
}
