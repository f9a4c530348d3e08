import { type Completion, sortCompletions } from "@/lib/performance/domain/ledger/completion-order";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import {
  MILESTONE_RULES,
  type MilestoneRule,
  type MilestoneScore,
  type MilestoneTally,
  type MilestoneType,
  type ReachedMilestone,
} from "./milestone-rules";
import {
  type DueCompletions,
  findPerfectPeriodMilestone,
  groupDueCompletions,
} from "./perfect-periods";
import { computeMilestoneScores, findScoreMilestone, type ScoredEntry } from "./score-milestones";
import { findTallyMilestones } from "./tally-milestones";

/** Everything that milestones follow from; completions and entries in any order. */
export type MilestoneEvidence = {
  /** All counted completions of a member. */
  readonly completions: Iterable<Completion>;
  /** All entries of the member's ledger. */
  readonly entries: Iterable<ScoredEntry>;
  /** By version. */
  readonly policies: ReadonlyMap<number, ScoringPolicy>;
  /** In the organization's zone: weeks and months before it are over. */
  readonly today: LocalDate;
};

/** How far somebody is towards a milestone that does not hold. */
export type MilestoneProgress = {
  readonly type: MilestoneType;
  /** In the unit of the threshold; null without a score that is not provisional. */
  readonly value: number | null;
  readonly threshold: number;
};

export type Milestones = {
  /** What holds, in the order of the table. */
  readonly reached: readonly ReachedMilestone[];
  /** What does not, in the order of the table. */
  readonly progress: readonly MilestoneProgress[];
};

export type MilestoneChanges = {
  /** Holds now and is not held. */
  readonly reached: readonly ReachedMilestone[];
  /** Is held and holds, but was reached otherwise than is stored. */
  readonly amended: readonly ReachedMilestone[];
  /** Is held and holds no longer. */
  readonly revoked: readonly MilestoneType[];
};

/**
 * The milestones that hold now, each with what reached it first, and the progress towards each
 * other. A pure function of what is known now: after a reversal or correction it may be less.
 *
 * @throws RangeError when an entry names a policy that is not there.
 */
export function evaluateMilestones(evidence: MilestoneEvidence): Milestones {
  const ordered = sortCompletions(evidence.completions);
  const entries = [...evidence.entries].sort((left, right) => (left.id < right.id ? -1 : 1));
  const standings = computeMilestoneScores(entries, evidence.policies);
  const tallied = findTallyMilestones(
    MILESTONE_RULES.filter((rule) => rule.basis === "tally"),
    ordered,
  );
  const byType = new Map(tallied.reached.map((milestone) => [milestone.type, milestone]));
  const progress: MilestoneProgress[] = [];
  for (const rule of MILESTONE_RULES) {
    const groups = rule.basis === "period" ? groupDueCompletions(ordered, rule.toDateRange) : [];
    if (rule.basis === "period")
      keep(byType, findPerfectPeriodMilestone(rule, groups, evidence.today));
    if (rule.basis === "score") keep(byType, findScoreMilestone(rule, entries, standings));
    if (byType.has(rule.type)) continue;
    const value = measureProgress(rule, tallied.tally, groups, standings, evidence.today);
    progress.push({ type: rule.type, value, threshold: rule.threshold });
  }
  return {
    reached: MILESTONE_RULES.flatMap(({ type }) => byType.get(type) ?? []),
    progress,
  };
}

/**
 * What has to change so that what is held is what holds.
 *
 * @param held the milestones that are stored and not revoked.
 * @param holdsNow what `evaluateMilestones` says.
 */
export function compareMilestones(
  held: Iterable<ReachedMilestone>,
  holdsNow: readonly ReachedMilestone[],
): MilestoneChanges {
  const heldByType = new Map([...held].map((milestone) => [milestone.type, milestone]));
  const holding = new Set(holdsNow.map(({ type }) => type));
  return {
    reached: holdsNow.filter(({ type }) => !heldByType.has(type)),
    amended: holdsNow.filter((milestone) => {
      const known = heldByType.get(milestone.type);
      return known !== undefined && !isReachedAlready(known, milestone);
    }),
    revoked: [...heldByType.keys()].filter((type) => !holding.has(type)),
  };
}

function keep(
  byType: Map<MilestoneType, ReachedMilestone>,
  milestone: ReachedMilestone | null,
): void {
  if (milestone !== null) byType.set(milestone.type, milestone);
}

function measureProgress(
  rule: MilestoneRule,
  tally: MilestoneTally,
  groups: readonly DueCompletions[],
  standings: readonly MilestoneScore[],
  today: LocalDate,
): number | null {
  if (rule.basis === "tally") return rule.measure(tally);
  if (rule.basis === "score") {
    const newest = standings.at(-1);
    return newest === undefined ? null : rule.measure(newest);
  }
  const now = rule.toDateRange(today);
  const group = groups.find(({ period }) => period.from === now.from);
  return group !== undefined && group.onTime === group.due ? group.due : 0;
}

function isReachedAlready(left: ReachedMilestone, right: ReachedMilestone): boolean {
  return (
    left.value === right.value &&
    left.reachedAt.getTime() === right.reachedAt.getTime() &&
    left.assignmentId === right.assignmentId &&
    left.entryId === right.entryId &&
    left.period?.from === right.period?.from
  );
}
