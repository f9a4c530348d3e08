import "server-only";
import type { Context } from "@/lib/context";
import type { Compared } from "@/lib/performance/domain/ranking/compare-members";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { computeScoreValue } from "@/lib/performance/domain/scoring/score";
import { plus, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import type { Period } from "@/lib/performance/domain/time/date-range";
import { roundToDecimal } from "@/lib/performance/domain/units/decimal";
import { rational } from "@/lib/performance/domain/units/rational";
import { type ScoreHundredths, sumScores } from "@/lib/performance/domain/units/score-hundredths";
import { listMemberPeriods, type MemberPeriod } from "@/lib/performance/ledger/queries/period-sums";
import { computeMeanScore } from "@/lib/performance/summaries/group-figures";

/** The averages of an organization's active members; null without a figure. Only for a caller who sees every member. */
export type AverageMember = {
  /** The members whose average it is, and their newest entries. */
  readonly members: readonly MemberPeriod[];
  /** Members with a score. */
  readonly rated: number;
  /** The mean score, and all completions added up. */
  readonly now: Compared;
  readonly period: Compared;
  /** Completions, with two decimals. */
  readonly meanTasks: number | null;
  readonly meanTasksOfPeriod: number | null;
};

/** @param policy the one in force now. */
export async function getAverageMember(
  context: Context,
  period: Period,
  policy: ScoringPolicy,
): Promise<AverageMember> {
  const { database, organizationId } = context;
  const members = await listMemberPeriods(
    database,
    organizationId,
    { kind: "organization" },
    period,
  );
  const scores = members.flatMap(({ score }) => score ?? []);
  const ofPeriod = members.flatMap(({ periodSums }) => computeScoreValue(periodSums, policy) ?? []);
  const computeMean = (values: readonly ScoreHundredths[]) =>
    computeMeanScore(sumScores(values), values.length);
  const computeMeanTasks = (tasks: readonly number[]) =>
    tasks.length === 0 ? null : roundToDecimal(rational(addUp(tasks), tasks.length), 100);
  return {
    members,
    rated: scores.length,
    now: {
      score: computeMean(scores),
      sums: members.map(({ sums }) => sums).reduce(plus, ZERO_SUMS),
    },
    period: {
      score: computeMean(ofPeriod),
      sums: members.map(({ periodSums }) => periodSums).reduce(plus, ZERO_SUMS),
    },
    meanTasks: computeMeanTasks(members.map(({ sums }) => sums.tasks)),
    meanTasksOfPeriod: computeMeanTasks(members.map(({ periodSums }) => periodSums.tasks)),
  };
}

function addUp(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
