import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { CompletionWindow } from "./late-completions";
import {
  type MeasuredProgress,
  MILESTONE_RULES,
  type MilestoneRule,
  type MilestoneType,
} from "./milestone-rules";
import type { MilestoneState } from "./milestone-state";
import { findPerfectPeriodMilestone, groupDueCompletions, measurePeriod } from "./perfect-periods";
import { computeMilestoneScores, type ScoredEntry } from "./score-milestones";

/** What is enough to measure progress: kept figures, and what happened lately. */
export type RecentEvidence = {
  readonly state: MilestoneState;
  /** The completions since the last evaluation of weeks and months, in their order. */
  readonly window: Pick<CompletionWindow, "start" | "completions">;
  /** By id: of the 30 days before the newest entry, and the last one before them. */
  readonly entries: readonly ScoredEntry[];
  /** By version. */
  readonly policies: ReadonlyMap<number, ScoringPolicy>;
  readonly today: LocalDate;
};

/**
 * The progress towards the milestones that a member does not hold, as `evaluateMilestones` measures it from everything:
 * the value that reached the milestone, where only time has passed since. Null where only the whole ledger tells,
 * because a recent entry reverses or corrects an older one.
 */
export function measureRecentProgress(
  evidence: RecentEvidence,
): ReadonlyMap<MilestoneType, MeasuredProgress> | null {
  const { entries, policies } = evidence;
  if (entries.some(({ kind }) => kind === "reversal" || kind === "correction")) return null;
  const newest = computeMilestoneScores(entries, policies).at(-1) ?? null;
  return new Map(
    MILESTONE_RULES.map((rule) => {
      if (rule.basis !== "score") return [rule.type, measureByCompletions(rule, evidence)];
      const value = newest === null ? null : rule.measure(newest);
      return [rule.type, { value, late: null }];
    }),
  );
}

function measureByCompletions(
  rule: Exclude<MilestoneRule, { basis: "score" }>,
  { state, window, today }: RecentEvidence,
): MeasuredProgress {
  if (rule.basis === "tally") {
    const { longest } = state.tally.streak;
    const most = rule.measure({ ...state.tally, streak: { current: longest, longest } });
    const value = most >= rule.threshold ? rule.threshold : rule.measure(state.tally);
    return { value, late: null };
  }
  const groups = groupDueCompletions(window.completions, rule.toPeriod).filter(
    ({ period }) => period.from >= window.start.day,
  );
  const reached = findPerfectPeriodMilestone(rule, groups, today);
  return reached === null
    ? measurePeriod(groups, rule.toPeriod(today).from)
    : { value: reached.value, late: null };
}
