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
import { reachByScore } from "./score-milestones";
import { reachByTally } from "./tally-milestones";

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

const NOBODY_RANKED = { rank: null, rankedMembers: 0 };

/** What completions of the open week do not change. */
const SETTLED_WITH_THE_WEEK: BadgeName = "consistent";

export type AddedEvidence = {
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
  { added: { ordered, before }, entries, sums, weeklyScores }: AddedEvidence,
  held: Held,
): AchievementVerdict {
  const tallied = listMissing(held).filter((rule) => rule.basis === "tally");
  const byWork = reachByTally(tallied, ordered, before).reached;
  const badges = evaluateBadges({
    sums,
    weeklyScores: weeklyScores ?? [],
    ...NOBODY_RANKED,
  }).filter(({ name }) => weeklyScores !== null || name !== SETTLED_WITH_THE_WEEK);
  return {
    milestones: {
      reached: [...byWork, ...reachNewScores(entries, held)],
      amended: [],
      revoked: [],
    },
    badges: compareBadges(held.badges, badges, false),
  };
}

/** Everything that milestones and badges of a member follow from. */
export type WholeEvidence = MilestoneEvidence &
  Omit<BadgeEvidence, "rank" | "rankedMembers"> & {
    /** Null: where others stand was not looked at, and what depends on it stays. */
    readonly ranking: Pick<BadgeEvidence, "rank" | "rankedMembers"> | null;
  };

/**
 * What completions before or amid others change. All work is judged anew; of the ledger, which they only add to, their
 * entries are enough, but for a comeback as with `judgeAdded`.
 */
export function judgeCompletions(
  evidence: Omit<WholeEvidence, "entries">,
  entries: readonly NewEntry[],
  held: Held,
): AchievementVerdict {
  const ofWork = held.milestones.filter(({ type }) => !SCORE_MILESTONES.has(type));
  const { reached } = evaluateMilestones({ ...evidence, entries: [] });
  const changes = compareMilestones(ofWork, reached);
  return {
    milestones: { ...changes, reached: [...changes.reached, ...reachNewScores(entries, held)] },
    badges: judgeBadges(evidence, held),
  };
}

/** What has to change so that what is held is what holds, judged from all there is. */
export function judgeWhole(evidence: WholeEvidence, held: Held): AchievementVerdict {
  return {
    milestones: compareMilestones(held.milestones, evaluateMilestones(evidence).reached),
    badges: judgeBadges(evidence, held),
  };
}

const SCORE_MILESTONES: ReadonlySet<MilestoneType> = new Set(
  MILESTONE_RULES.filter(({ basis }) => basis === "score").map(({ type }) => type),
);

function listMissing({ milestones }: Held): readonly MilestoneRule[] {
  const known = new Set(milestones.map(({ type }) => type));
  return MILESTONE_RULES.filter(({ type }) => !known.has(type));
}

/** The score milestones but a comeback that new entries, which undo nothing, reach. */
function reachNewScores(entries: readonly NewEntry[], held: Held): readonly ReachedMilestone[] {
  const standings = entries.map(({ provisional, score }) => ({
    score: provisional ? null : score,
    rise: null,
  }));
  return listMissing(held).flatMap((rule) =>
    rule.basis === "score" ? (reachByScore(rule, entries, standings) ?? []) : [],
  );
}

function judgeBadges(
  { ranking, sums, weeklyScores }: Omit<WholeEvidence, "entries">,
  held: Held,
): BadgeChanges {
  const standings = evaluateBadges({ sums, weeklyScores, ...(ranking ?? NOBODY_RANKED) });
  return compareBadges(held.badges, standings, ranking !== null);
}
