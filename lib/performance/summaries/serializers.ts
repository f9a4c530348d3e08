import type { Context } from "@/lib/context";
import type { LedgerEntry } from "@/lib/performance/domain/ledger/append-entry";
import type { Fact } from "@/lib/performance/domain/scoring/fact";
import { computeMetrics, type Metrics } from "@/lib/performance/domain/scoring/metrics";
import type { PerComponent, ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import type { LedgerSums } from "@/lib/performance/domain/scoring/sums";
import type { Trend } from "@/lib/performance/domain/scoring/trend";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import { roundToDecimal } from "@/lib/performance/domain/units/decimal";
import { toDecimalDifficulty } from "@/lib/performance/domain/units/difficulty-hundredths";
import type { LedgerEntryId } from "@/lib/performance/domain/units/ids";
import { toDecimalMatch } from "@/lib/performance/domain/units/match-ten-thousandths";
import {
  computeDecimalRatio,
  convertRatioToPercent,
} from "@/lib/performance/domain/units/ratio-ten-thousandths";
import { rational } from "@/lib/performance/domain/units/rational";
import {
  type ScoreHundredths,
  toDecimalScore,
} from "@/lib/performance/domain/units/score-hundredths";
import { SECONDS_PER_DAY } from "@/lib/performance/domain/units/seconds";
import type { NewestEntry } from "@/lib/performance/ledger/queries/groups";
import type { AsOf } from "@/lib/performance/shared/schemas";
import type { CompletedWork, HistoryEntry, UserSummary } from "@/lib/performance/summaries/schemas";

/** Null without a score. */
export function toScore(hundredths: ScoreHundredths | null): number | null {
  return hundredths === null ? null : toDecimalScore(hundredths);
}

/** A ratio in percent; null stays null. */
export function toPercent(ratio: number | null): number | null {
  return ratio === null ? null : convertRatioToPercent(ratio);
}

export function serializePerComponent(
  hundredths: PerComponent<ScoreHundredths | null>,
): UserSummary["points"] {
  return {
    on_time: toScore(hundredths.onTime),
    skill: toScore(hundredths.skill),
    difficulty: toScore(hundredths.difficulty),
  };
}

export function serializeLatestMetrics(metrics: Metrics): UserSummary["latest_metrics"] {
  return {
    on_time_ratio: metrics.onTimeRatio.value,
    skill_accuracy: metrics.skillAccuracy.value,
    difficulty_factor: metrics.difficultyFactor.value,
    avg_completion_speed: metrics.averageCompletionSpeed.value,
  };
}

/** Each component's share of the weights, 0–1 with 4 decimals; all null where every weight is 0. */
export function serializeWeights({ weights }: ScoringPolicy): UserSummary["weights"] {
  const total = weights.onTime + weights.skill + weights.difficulty;
  const toShare = (weight: number) => computeDecimalRatio(weight, total);
  return {
    on_time: toShare(weights.onTime),
    skill: toShare(weights.skill),
    difficulty: toShare(weights.difficulty),
  };
}

export function serializeEvidence(metrics: Metrics): HistoryEntry["evidence"] {
  return {
    due: metrics.onTimeRatio.evidence,
    skill_rated: metrics.skillAccuracy.evidence,
    difficulty_rated: metrics.difficultyFactor.evidence,
    timed: metrics.averageCompletionTime.evidence,
  };
}

/** As of when figures are; the policy of a group without members is null. */
export function serializeAsOf(
  { now, organization }: Pick<Context, "now" | "organization">,
  { newestEntryId, policyVersion }: NewestEntry,
): AsOf {
  return {
    entry_id: newestEntryId === null ? null : Number(newestEntryId),
    policy_version: policyVersion,
    day: toLocalDate(now, organization.timeZone),
  };
}

export function serializeTrend(
  { direction, change }: Trend,
  periodDays: number,
): UserSummary["trend"] {
  return { direction, change: toScore(change), period_days: periodDays };
}

/** The fact of a completion. */
export function serializeWork(fact: Fact): CompletedWork {
  const { earlySeconds, difficulty, skillMatch } = fact;
  return {
    completed_at: fact.completedAt.toISOString(),
    completed_on: fact.completedOn,
    due_at: fact.dueCounted?.toISOString() ?? null,
    on_time: fact.onTime,
    days_early:
      earlySeconds === null ? null : roundToDecimal(rational(earlySeconds, SECONDS_PER_DAY), 100),
    difficulty: difficulty === null ? null : toDecimalDifficulty(difficulty),
    skill_match: skillMatch === null ? null : toDecimalMatch(skillMatch),
    due_moved: fact.dueMoved || fact.dueMovedForAbsence,
  };
}

/** A stored ledger entry with the title of its assignment. */
export type EntryToSerialize = Pick<
  LedgerEntry,
  | "kind"
  | "createdAt"
  | "recordedAt"
  | "assignmentId"
  | "corrects"
  | "score"
  | "scoreChange"
  | "contributions"
> & {
  readonly id: LedgerEntryId;
  readonly sums: LedgerSums;
  readonly assignmentTitle: string | null;
};

export function serializeHistoryEntry(entry: EntryToSerialize): HistoryEntry {
  const metrics = computeMetrics(entry.sums);
  return {
    id: Number(entry.id),
    created_at: entry.createdAt.toISOString(),
    tasks_completed: entry.sums.tasks,
    on_time_ratio: metrics.onTimeRatio.value,
    skill_accuracy: metrics.skillAccuracy.value,
    difficulty_factor: metrics.difficultyFactor.value,
    avg_completion_time: metrics.averageCompletionTime.value,
    avg_completion_speed: metrics.averageCompletionSpeed.value,
    performance_score: toScore(entry.score),
    score_change: toScore(entry.scoreChange),
    kind: entry.kind,
    assignment_id: entry.assignmentId === null ? null : Number(entry.assignmentId),
    assignment_title: entry.assignmentTitle,
    evidence: serializeEvidence(metrics),
    contributions: serializePerComponent(entry.contributions),
    recorded_at: entry.recordedAt.toISOString(),
    corrects: entry.corrects === null ? null : Number(entry.corrects),
  };
}
