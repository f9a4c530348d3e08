import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { serializeName } from "@/lib/performance/access/privacy-mode";
import type { Surface } from "@/lib/performance/access/record-access";
import { requireMember } from "@/lib/performance/access/require-member";
import { getViewScope } from "@/lib/performance/access/visible-members";
import { computeScoreBefore } from "@/lib/performance/domain/ledger/score-line";
import { computePercentile } from "@/lib/performance/domain/ranking/percentile";
import { computeExperienceLevel, computeMetrics } from "@/lib/performance/domain/scoring/metrics";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { computeScore } from "@/lib/performance/domain/scoring/score";
import type { Sums } from "@/lib/performance/domain/scoring/sums";
import { computeTrend } from "@/lib/performance/domain/scoring/trend";
import { toDateRange } from "@/lib/performance/domain/time/date-range";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  findMemberSummary,
  type MemberSummary,
  type SummaryDays,
} from "@/lib/performance/ledger/queries/member-summary";
import { findPolicies, type ScoringPolicies } from "@/lib/performance/ledger/scoring-policies";
import type { UserSummary, UserSummaryResponse } from "@/lib/performance/summaries/schemas";
import {
  serializeAsOf,
  serializeEvidence,
  serializeLatestMetrics,
  serializePerComponent,
  serializeTrend,
  serializeWeights,
  toScore,
} from "@/lib/performance/summaries/serializers";

/** A summary shows the trend of the last 30 local days. */
const TREND_DAYS = 30;
/** The recent score is over the completions of the last 90 local days. */
const RECENT_DAYS = 90;

/**
 * A member's summary, for the summary and the metrics endpoint.
 *
 * @throws AppError `forbidden` or `not_found`, as `requireMember`.
 */
export async function getMemberSummary(
  context: Context,
  userId: MemberId,
  surface: Surface,
): Promise<UserSummaryResponse> {
  const { organizationId, database } = context;
  await requireMember(context, userId, surface);
  const days = getSummaryDays(context);
  const member = await findMemberSummary(database, organizationId, userId, days);
  if (member === null) throw createNotFoundError();
  const [summary] = await buildSummaries(context, [member]);
  if (summary === undefined) throw new Error("The member's summary is missing.");
  return { ...summary, as_of: serializeAsOf(context, member) };
}

/** The first days of the trend and of the recent figures that a summary shows. */
export function getSummaryDays({
  now,
  organization,
}: Pick<Context, "now" | "organization">): SummaryDays {
  const { timeZone } = organization;
  return {
    trendFrom: toDateRange(now, TREND_DAYS, timeZone).from,
    recentFrom: toDateRange(now, RECENT_DAYS, timeZone).from,
  };
}

/** The summaries of members, each under the policy of its score, in the given order. */
export async function buildSummaries(
  context: Context,
  members: readonly MemberSummary[],
): Promise<UserSummary[]> {
  const policies = await findPolicies(context, members);
  if (policies === null) return [];
  return members.map((member) => buildSummary(context, member, policies));
}

/** A member's summary as the viewer may see it. */
export function buildSummary(
  viewer: Pick<Context, "actor" | "organization" | "now">,
  member: MemberSummary,
  policies: ScoringPolicies,
): UserSummary {
  const policy = policies.getPolicy(member.policyVersion);
  const { trendFrom } = getSummaryDays(viewer);
  const scoreBefore =
    computeScoreBefore(member.sumsBefore, policies.versions, trendFrom) ?? member.firstScore;
  const metrics = computeMetrics(member.sums);
  const { username, display_name } = serializeName(viewer, member);
  const { points, provisional } = computeScore(member.sums, policy);
  return {
    user_id: member.userId,
    username,
    current_performance_score: toScore(member.score),
    tasks_completed: member.sums.tasks,
    avg_completion_time: metrics.averageCompletionTime.value,
    experience_level: computeExperienceLevel(member.sums.tasks),
    latest_metrics: serializeLatestMetrics(metrics),
    trend: serializeTrend(computeTrend(member.score, scoreBefore), TREND_DAYS),
    recent: serializeRecent(member.recentSums, policy),
    display_name,
    provisional,
    ...serializeRank(viewer, member),
    evidence: {
      ...serializeEvidence(metrics),
      due_moved: member.sums.dueMoved,
      due_moved_after: member.sums.dueMovedAfter,
      due_moved_for_absence: member.sums.dueMovedForAbsence,
      due_unrecorded: member.sums.dueUnrecorded,
    },
    points: serializePerComponent(points),
    policy_version: member.policyVersion,
    weights: serializeWeights(policy),
  };
}

/** The score of the last days under the policy in force; null without a completion in them. */
function serializeRecent(sums: Sums, policy: ScoringPolicy): UserSummary["recent"] {
  if (sums.tasks === 0) return null;
  const { score, provisional } = computeScore(sums, policy);
  const metrics = computeMetrics(sums);
  return {
    period_days: RECENT_DAYS,
    performance_score: toScore(score),
    provisional,
    tasks_completed: sums.tasks,
    metrics: serializeLatestMetrics(metrics),
    evidence: serializeEvidence(metrics),
  };
}

type SummaryViewer = Pick<Context, "actor" | "organization">;

/**
 * Whether the viewer may see ranks among all members: those who see every member, and all others only if the
 * organization lets its members see the ranking.
 */
export function showsRank({ actor, organization }: SummaryViewer): boolean {
  return (
    organization.privacyMode !== "aggregate" &&
    (getViewScope(actor).kind === "organization" || organization.employeeLeaderboard)
  );
}

function serializeRank(viewer: SummaryViewer, member: MemberSummary) {
  if (!showsRank(viewer) || member.rank === null) return { rank: null, percentile: null };
  const percentile = computePercentile(member.countNotAbove, member.countRanked);
  return { rank: member.rank, percentile };
}
