import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { requireMayRequestMember } from "@/lib/performance/access/permissions";
import { requireReleaseMonths, seesWholeOrganization } from "@/lib/performance/access/privacy-mode";
import { requireMember } from "@/lib/performance/access/require-member";
import { type Compared, computeComparison } from "@/lib/performance/domain/ranking/compare-members";
import { computeMetrics } from "@/lib/performance/domain/scoring/metrics";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { computeScoreValue } from "@/lib/performance/domain/scoring/score";
import { type Sums, ZERO_SUMS } from "@/lib/performance/domain/scoring/sums";
import { countDays, toDateRange } from "@/lib/performance/domain/time/date-range";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { findNewestEntry } from "@/lib/performance/ledger/queries/groups";
import { findPolicies, type ScoringPolicies } from "@/lib/performance/ledger/scoring-policies";
import {
  type ComparedMember,
  listComparedMembers,
} from "@/lib/performance/rankings/queries/compared-members";
import type {
  ComparedAverage,
  ComparedPeriod,
  Comparison,
} from "@/lib/performance/rankings/schemas";
import {
  getReleasedFigures,
  type ReleasedFigures,
} from "@/lib/performance/releases/get-released-figures";
import { serializeMeanRatios, serializeReleaseRange } from "@/lib/performance/releases/serializers";
import {
  serializeAsOf,
  serializeLatestMetrics,
  toScore,
} from "@/lib/performance/summaries/serializers";
import { buildSummary, getSummaryDays } from "@/lib/performance/summaries/summarize-members";
import { type AverageMember, getAverageMember } from "./get-average-member";

type ComparisonInput = {
  readonly userId1: number;
  /** Or the average of the organization's active members. */
  readonly userId2: number | "average";
  readonly days?: number;
};

/** One side of a comparison: its current and its period's figures, and how it is shown. */
type ComparedSide<Shown> = {
  readonly now: Compared;
  readonly period: Compared;
  readonly shown: Shown;
};

/**
 * Compares two members, or a member with the average, by their current figures and by those of the last local days. For
 * a caller who does not see every member, the average is the released one, and both sides are over its months.
 *
 * @throws AppError `forbidden` or `not_found` for either of them, as `requireMember`; `invalid_request` for days that
 * are no whole months of a released average.
 */
export async function compareTeamPerformance(
  context: Context,
  { userId1, userId2, days = 30 }: ComparisonInput,
): Promise<Comparison> {
  const { actor, database, now, organization, organizationId } = context;
  const userIds = userId2 === "average" ? [userId1] : [userId1, userId2];
  // Both are checked before either is looked up, so that an error reveals nothing about the other.
  for (const userId of userIds) requireMayRequestMember(actor, userId);
  const isReleased = userId2 === "average" && !seesWholeOrganization(context);
  if (isReleased) requireReleaseMonths(days);
  for (const userId of new Set(userIds)) await requireMember(context, userId, "comparison");
  const released = isReleased
    ? await getReleasedFigures(context, { kind: "organization" }, days)
    : null;
  const period = released ?? toDateRange(now, days, organization.timeZone);
  const range = { period, days: getSummaryDays(context) };
  const members = await listComparedMembers(database, organizationId, userIds, range);
  const policies = await findPolicies(context, members);
  if (policies === null) throw createNotFoundError();
  const toSide = (userId: MemberId) => toMemberSide(context, members, policies, userId);
  const first = toSide(userId1);
  const average =
    userId2 === "average" && !isReleased
      ? await getAverageMember(context, period, policies.current)
      : null;
  const getOther = () => (average === null ? toReleasedSide(released) : toAverageSide(average));
  const second = userId2 === "average" ? getOther() : toSide(userId2);
  return {
    comparison_period_days: released === null ? days : countDays(released),
    user_1: first.shown,
    user_2: second.shown,
    difference: {
      ...serializeDifference(isReleased ? first.period : first.now, second.now),
      period: serializeDifference(first.period, second.period),
    },
    // Released figures are as of their release, whatever was recorded since.
    ...(isReleased
      ? {}
      : { as_of: serializeAsOf(context, findNewestEntry(average?.members ?? members)) }),
  };
}

function toMemberSide(
  context: Context,
  members: readonly ComparedMember[],
  policies: ScoringPolicies,
  userId: MemberId,
): ComparedSide<Comparison["user_1"]> {
  const member = members.find((candidate) => candidate.userId === userId);
  if (member === undefined) throw createNotFoundError();
  const { periodSums, score, sums } = member;
  const period = toCompared(periodSums, policies.current);
  const summary = buildSummary(context, member, policies);
  return {
    now: { score, sums },
    period,
    shown: { ...summary, period: serializePeriod(period, periodSums.tasks) },
  };
}

function toAverageSide(average: AverageMember): ComparedSide<ComparedAverage> {
  return {
    now: average.now,
    period: average.period,
    shown: {
      user_id: null,
      username: "average",
      rated_members: average.rated,
      current_performance_score: toScore(average.now.score),
      tasks_completed: average.meanTasks,
      latest_metrics: serializeLatestMetrics(computeMetrics(average.now.sums)),
      period: serializePeriod(average.period, average.meanTasksOfPeriod),
    },
  };
}

/** The average of the whole months that were released; it has no differences of components, which are in hundredths. */
function toReleasedSide(released: ReleasedFigures | null): ComparedSide<ComparedAverage> {
  const compared = { score: released?.figures.meanScore ?? null, sums: ZERO_SUMS };
  const metrics = serializeMeanRatios(released);
  const score = toScore(compared.score);
  return {
    now: compared,
    period: compared,
    shown: {
      user_id: null,
      username: "average",
      rated_members: released?.figures.members ?? null,
      current_performance_score: score,
      tasks_completed: null,
      latest_metrics: metrics,
      period: { tasks_completed: null, performance_score: score, metrics },
      release: serializeReleaseRange(released),
    },
  };
}

function toCompared(sums: Sums, policy: ScoringPolicy): Compared {
  return { score: computeScoreValue(sums, policy), sums };
}

function serializePeriod({ score, sums }: Compared, tasks: number | null): ComparedPeriod {
  return {
    tasks_completed: tasks,
    performance_score: toScore(score),
    metrics: serializeLatestMetrics(computeMetrics(sums)),
  };
}

function serializeDifference(first: Compared, second: Compared) {
  const { score, components } = computeComparison(first, second);
  return {
    score_difference: toScore(score.difference),
    winner: score.winner,
    components: {
      on_time: components.onTime,
      skill: components.skill,
      difficulty: components.difficulty,
    },
  };
}
