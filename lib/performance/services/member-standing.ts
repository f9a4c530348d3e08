import "server-only";
import type { Context } from "@/lib/context";
import { hasPermission, requireVisibleMember } from "@/lib/performance/access";
import { computeExperienceLevel, computeMetrics } from "@/lib/performance/domain/metrics";
import { periodOf } from "@/lib/performance/domain/period";
import { computePercentile } from "@/lib/performance/domain/ranking";
import { computeScore } from "@/lib/performance/domain/score";
import { computeTrend } from "@/lib/performance/domain/trend";
import { findMemberStanding, type MemberStanding } from "@/lib/performance/queries/member-standing";
import { listPoliciesUpTo } from "@/lib/performance/queries/policies";
import {
  evidenceOf,
  latestMetricsOf,
  perComponentOf,
  scoreOf,
  trendOf,
} from "@/lib/performance/serializers";

/** The trend of a summary is that of the last 30 local days. */
const TREND_DAYS = 30;

/**
 * Where a member stands, as summary and metrics both show it.
 *
 * @throws AppError `forbidden` or `not_found`, as `requireVisibleMember` says.
 */
export async function getStanding(context: Context, userId: number) {
  const { organizationId, organization, database, now, actor } = context;
  const { from } = periodOf(now, TREND_DAYS, organization.timeZone);
  const found = await findMemberStanding(database, organizationId, userId, from);
  const member = requireVisibleMember(actor, userId, found);
  const policies = await listPoliciesUpTo(database, organizationId, member.policyVersion);
  const policy = policies.at(-1);
  if (policy === undefined) throw new Error("An organization needs a scoring policy.");
  const metrics = computeMetrics(member.sums);
  const { points, provisional } = computeScore(member.sums, policy);
  return {
    userId,
    username: member.username,
    score: scoreOf(member.score),
    tasks: member.sums.tasks,
    averageCompletionTime: metrics.averageCompletionTime.value,
    experienceLevel: computeExperienceLevel(member.sums.tasks),
    latestMetrics: latestMetricsOf(metrics),
    trend: trendOf(computeTrend(member.score, member.scoreBefore), TREND_DAYS),
    added: {
      display_name: member.displayName,
      provisional,
      ...placeOf(context, member),
      evidence: evidenceOf(metrics),
      points: perComponentOf(points),
      policy_version: member.policyVersion,
    },
  };
}

/** Rank and percentile, where the caller may see them: an employee only if the organization lets them. */
function placeOf({ actor, organization }: Context, member: MemberStanding) {
  const isShown =
    organization.privacyMode !== "aggregate" &&
    (hasPermission(actor, "view_team") || organization.employeeLeaderboard);
  if (!isShown || member.rank === null) return { rank: null, percentile: null };
  const percentile = computePercentile(member.countNotAbove, member.countRanked);
  return { rank: member.rank, percentile };
}
