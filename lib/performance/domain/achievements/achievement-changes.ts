import type { Sums } from "@/lib/performance/domain/scoring/sums";
import type { BadgeEvidence, BadgeName } from "./badge-rules";
import { type BadgeChanges, compareBadges, evaluateBadges } from "./badges";
import type { ReachedMilestone } from "./milestone-rules";
import { MILESTONE_RULES, type MilestoneRule, type MilestoneType } from "./milestone-rules";
import type { AddedCompletion } from "./milestone-state";
import {
  compareMilestones,
  evaluateMilestones,
  type MilestoneChanges,
  type MilestoneEvidence,
} from "./milestones";
import type { ScoredEntry } from "./score-milestones";
import { findScoreMilestone } from "./score-milestones";
import { findTallyMilestones } from "./tally-milestones";

/** What somebody holds, as it is stored. */
export type Held = {
  /** Those that are not revoked. */
  readonly milestones: readonly ReachedMilestone[];
  /** The names of those that are active. */
  readonly badges: ReadonlySet<string>;
};

export type AchievementVerdict = {
  readonly milestones: MilestoneChanges;
  readonly badges: BadgeChanges;
};

/** An entry that was just written; whether its score is provisional is known. */
export type NewEntry = ScoredEntry & { readonly provisional: boolean };

const NO_RANKING = { rank: null, rankedMembers: 0 };

/** What completions of the open week do not change. */
const WEEKLY_BADGE: BadgeName = "consistent";

export type AddedCompletionsEvidence = {
  readonly added: AddedCompletion;
  /** The entries of the added completions, in the order of their ids. */
  readonly entries: readonly NewEntry[];
  /** After them. */
  readonly sums: Sums;
  /** Null: they are what they were. */
  readonly weeklyScores: BadgeEvidence["weeklyScores"] | null;
};

/**
 * What completions after all others change, by themselves. Nothing is undone by them but badges, and a comeback is
 * not among what they reach: whoever may have made one is judged with their whole ledger.
 */
export function judgeAdded(
  { added: { ordered, before }, entries, sums, weeklyScores }: AddedCompletionsEvidence,
  held: Held,
): AchievementVerdict {
  const tallied = listMissingRules(held).filter((rule) => rule.basis === "tally");
  const byWork = findTallyMilestones(tallied, ordered, before).reached;
  const badges = evaluateBadges({
    sums,
    weeklyScores: weeklyScores ?? [],
    ...NO_RANKING,
  }).filter(({ name }) => weeklyScores !== null || name !== WEEKLY_BADGE);
  return {
    milestones: {
      reached: [...byWork, ...findNewScoreMilestones(entries, held)],
      amended: [],
      revoked: [],
    },
    badges: compareBadges(held.badges, badges, false),
  };
}

/** Everything that milestones and badges of a member follow from. */
export type AchievementEvidence = MilestoneEvidence &
  Omit<BadgeEvidence, "rank" | "rankedMembers"> & {
    /** Null: where others stand was not looked at, and what depends on it stays. */
    readonly ranking: Pick<BadgeEvidence, "rank" | "rankedMembers"> | null;
  };

/**
 * What completions before or amid others change. All work is judged anew; of the ledger, which they only add to, their
 * entries are enough, but for a comeback as with `judgeAdded`.
 */
export function judgeCompletions(
  evidence: Omit<AchievementEvidence, "entries">,
  entries: readonly NewEntry[],
  held: Held,
): AchievementVerdict {
  const ofWork = held.milestones.filter(({ type }) => !SCORE_MILESTONES.has(type));
  const { reached } = evaluateMilestones({ ...evidence, entries: [] });
  const changes = compareMilestones(ofWork, reached);
  return {
    milestones: {
      ...changes,
      reached: [...changes.reached, ...findNewScoreMilestones(entries, held)],
    },
    badges: evaluateBadgeChanges(evidence, held),
  };
}

/** What has to change so that what is held is what holds, judged from all there is. */
export function judgeWhole(evidence: AchievementEvidence, held: Held): AchievementVerdict {
  return {
    milestones: compareMilestones(held.milestones, evaluateMilestones(evidence).reached),
    badges: evaluateBadgeChanges(evidence, held),
  };
}

const SCORE_MILESTONES: ReadonlySet<MilestoneType> = new Set(
  MILESTONE_RULES.filter(({ basis }) => basis === "score").map(({ type }) => type),
);

function listMissingRules({ milestones }: Held): readonly MilestoneRule[] {
  const known = new Set(milestones.map(({ type }) => type));
  return MILESTONE_RULES.filter(({ type }) => !known.has(type));
}

/** The score milestones but a comeback that new entries, which undo nothing, reach. */
function findNewScoreMilestones(
  entries: readonly NewEntry[],
  held: Held,
): readonly ReachedMilestone[] {
  const standings = entries.map(({ provisional, score }) => ({
    score: provisional ? null : score,
    rise: null,
  }));
  return listMissingRules(held).flatMap((rule) =>
    rule.basis === "score" ? (findScoreMilestone(rule, entries, standings) ?? []) : [],
  );
}

function evaluateBadgeChanges(
  { ranking, sums, weeklyScores }: Omit<AchievementEvidence, "entries">,
  held: Held,
): BadgeChanges {
  const standings = evaluateBadges({ sums, weeklyScores, ...(ranking ?? NO_RANKING) });
  return compareBadges(held.badges, standings, ranking !== null);
}
