import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { serializeName } from "@/lib/performance/access/privacy-mode";
import type { Surface } from "@/lib/performance/access/record-access";
import { requireMember } from "@/lib/performance/access/require-member";
import { getViewScope } from "@/lib/performance/access/visible-members";
import { computePercentile } from "@/lib/performance/domain/ranking/percentile";
import { computeExperienceLevel, computeMetrics } from "@/lib/performance/domain/scoring/metrics";
import type { ScoringPolicy } from "@/lib/performance/domain/scoring/policy";
import { computeScore } from "@/lib/performance/domain/scoring/score";
import { computeTrend } from "@/lib/performance/domain/scoring/trend";
import { toDateRange } from "@/lib/performance/domain/time/date-range";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  findMemberSummary,
  type MemberSummary,
} from "@/lib/performance/ledger/queries/member-summary";
import { findPolicies } from "@/lib/performance/ledger/scoring-policies";
import type { UserSummary } from "@/lib/performance/summaries/schemas";
import {
  serializeEvidence,
  serializeLatestMetrics,
  serializePerComponent,
  serializeTrend,
  serializeWeights,
  toScore,
} from "@/lib/performance/summaries/serializers";

/** A summary shows the trend of the last 30 local days. */
const TREND_DAYS = 30;

/**
 * A member's summary, for the summary and the metrics endpoint.
 *
 * @throws AppError `forbidden` or `not_found`, as `requireMember`.
 */
export async function getMemberSummary(
  context: Context,
  userId: MemberId,
  surface: Surface,
): Promise<UserSummary> {
  const { organizationId, database } = context;
  await requireMember(context, userId, surface);
  const member = await findMemberSummary(database, organizationId, userId, getTrendStart(context));
  if (member === null) throw createNotFoundError();
  const [summary] = await buildSummaries(context, [member]);
  if (summary === undefined) throw new Error("The member's summary is missing.");
  return summary;
}

/** The first day of the trend that a summary shows. */
export function getTrendStart({
  now,
  organization,
}: Pick<Context, "now" | "organization">): LocalDate {
  return toDateRange(now, TREND_DAYS, organization.timeZone).from;
}

/** The summaries of members, each under the policy of its score, in the given order. */
export async function buildSummaries(
  context: Context,
  members: readonly MemberSummary[],
): Promise<UserSummary[]> {
  const policies = await findPolicies(context, members);
  if (policies === null) return [];
  return members.map((member) =>
    buildSummary(context, member, policies.getPolicy(member.policyVersion)),
  );
}

/** A member's summary as the viewer may see it. */
export function buildSummary(
  viewer: Pick<Context, "actor" | "organization">,
  member: MemberSummary,
  policy: ScoringPolicy,
): UserSummary {
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
    trend: serializeTrend(computeTrend(member.score, member.scoreBefore), TREND_DAYS),
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
