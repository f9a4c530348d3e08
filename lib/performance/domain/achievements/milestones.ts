import { type Completion, sortCompletions } from "@/lib/performance/domain/ledger/completion-order";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import {
  type MeasuredProgress,
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
  measurePeriod,
} from "./perfect-periods";
import { computeMilestoneScores, findScoreMilestone, type ScoredEntry } from "./score-milestones";
import { findTallyMilestones } from "./tally-milestones";

/** Everything that a member's milestones follow from; completions and entries in any order. */
export type MilestoneEvidence = {
  /** All completions that count. */
  readonly completions: Iterable<Completion>;
  /** The whole ledger. */
  readonly entries: Iterable<ScoredEntry>;
  /** By version. */
  readonly policies: ReadonlyMap<number, ScoringPolicy>;
  /** In the organization's zone: weeks and months before it are over. */
  readonly today: LocalDate;
};

export type MilestoneProgress = MeasuredProgress & {
  readonly type: MilestoneType;
  readonly threshold: number;
};

export type Milestones = {
  /** In the order of the rules. */
  readonly reached: readonly ReachedMilestone[];
  /** Towards the others, in the order of the rules. */
  readonly progress: readonly MilestoneProgress[];
};

export type MilestoneChanges = {
  /** Reached now, and not stored. */
  readonly reached: readonly ReachedMilestone[];
  /** Stored, and reached now by something else. */
  readonly amended: readonly ReachedMilestone[];
  /** Stored, and no longer reached. */
  readonly revoked: readonly MilestoneType[];
};

/**
 * The milestones that the evidence supports, each with what reached it first, and the progress towards the others.
 * After a reversal or a correction there may be fewer.
 *
 * @throws RangeError when an entry names a policy that is not there.
 */
export function evaluateMilestones(evidence: MilestoneEvidence): Milestones {
  const ordered = sortCompletions(evidence.completions);
  const entries = [...evidence.entries].sort((left, right) => (left.id < right.id ? -1 : 1));
  const scores = computeMilestoneScores(entries, evidence.policies);
  const tallied = findTallyMilestones(
    MILESTONE_RULES.filter((rule) => rule.basis === "tally"),
    ordered,
  );
  const byType = new Map(tallied.reached.map((milestone) => [milestone.type, milestone]));
  const progress: MilestoneProgress[] = [];
  for (const rule of MILESTONE_RULES) {
    const groups = rule.basis === "period" ? groupDueCompletions(ordered, rule.toPeriod) : [];
    if (rule.basis === "period")
      addMilestone(byType, findPerfectPeriodMilestone(rule, groups, evidence.today));
    if (rule.basis === "score") addMilestone(byType, findScoreMilestone(rule, entries, scores));
    if (byType.has(rule.type)) continue;
    const measured = measureProgress(rule, tallied.tally, groups, scores, evidence.today);
    progress.push({ type: rule.type, ...measured, threshold: rule.threshold });
  }
  return {
    reached: MILESTONE_RULES.flatMap(({ type }) => byType.get(type) ?? []),
    progress,
  };
}

/**
 * The changes from the stored milestones to those that the evidence supports.
 *
 * @param held stored and not revoked.
 * @param reachedNow as `evaluateMilestones` returns them.
 */
export function compareMilestones(
  held: Iterable<ReachedMilestone>,
  reachedNow: readonly ReachedMilestone[],
): MilestoneChanges {
  const heldByType = new Map([...held].map((milestone) => [milestone.type, milestone]));
  const reachedTypes = new Set(reachedNow.map(({ type }) => type));
  return {
    reached: reachedNow.filter(({ type }) => !heldByType.has(type)),
    amended: reachedNow.filter((milestone) => {
      const known = heldByType.get(milestone.type);
      return known !== undefined && !isSameMilestone(known, milestone);
    }),
    revoked: [...heldByType.keys()].filter((type) => !reachedTypes.has(type)),
  };
}

function addMilestone(
  byType: Map<MilestoneType, ReachedMilestone>,
  milestone: ReachedMilestone | null,
): void {
  if (milestone !== null) byType.set(milestone.type, milestone);
}

function measureProgress(
  rule: MilestoneRule,
  tally: MilestoneTally,
  groups: readonly DueCompletions[],
  scores: readonly MilestoneScore[],
  today: LocalDate,
): MeasuredProgress {
  if (rule.basis === "tally") return { value: rule.measure(tally), late: null };
  if (rule.basis === "score") {
    const newest = scores.at(-1);
    return { value: newest === undefined ? null : rule.measure(newest), late: null };
  }
  return measurePeriod(groups, rule.toPeriod(today).from);
}

function isSameMilestone(left: ReachedMilestone, right: ReachedMilestone): boolean {
  return (
    left.value === right.value &&
    left.reachedAt.getTime() === right.reachedAt.getTime() &&
    left.assignmentId === right.assignmentId &&
    left.entryId === right.entryId &&
    left.period?.from === right.period?.from
  );
}
