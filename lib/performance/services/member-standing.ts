import "server-only";
import type { Context } from "@/lib/context";
import { notFoundError } from "@/lib/errors";
import { hasPermission } from "@/lib/performance/access";
import { computeExperienceLevel, computeMetrics } from "@/lib/performance/domain/metrics";
import { periodOf } from "@/lib/performance/domain/period";
import { computePercentile } from "@/lib/performance/domain/ranking";
import { computeScore } from "@/lib/performance/domain/score";
import { computeTrend } from "@/lib/performance/domain/trend";
import { nameShown } from "@/lib/performance/privacy";
import { findMemberStanding, type MemberStanding } from "@/lib/performance/queries/member-standing";
import { listPoliciesUpTo } from "@/lib/performance/queries/policies";
import {
  evidenceOf,
  latestMetricsOf,
  perComponentOf,
  scoreOf,
  trendOf,
} from "@/lib/performance/serializers";
import type { Surface } from "./record-access";
import { requireMember } from "./require-member";

/** The trend of a summary is that of the last 30 local days. */
const TREND_DAYS = 30;

/**
 * Where a member stands, as summary and metrics both show it.
 *
 * @throws AppError `forbidden` or `not_found`, as `requireMember` says.
 */
export async function getStanding(context: Context, userId: number, surface: Surface) {
  const { organizationId, organization, database, now } = context;
  await requireMember(context, userId, surface);
  const { from } = periodOf(now, TREND_DAYS, organization.timeZone);
  const member = await findMemberStanding(database, organizationId, userId, from);
  if (member === null) throw notFoundError();
  const policies = await listPoliciesUpTo(database, organizationId, member.policyVersion);
  const policy = policies.at(-1);
  if (policy === undefined) throw new Error("An organization needs a scoring policy.");
  const metrics = computeMetrics(member.sums);
  const { username, display_name } = nameShown(context, member);
  const { points, provisional } = computeScore(member.sums, policy);
  return {
    userId,
    username,
    score: scoreOf(member.score),
    tasks: member.sums.tasks,
    averageCompletionTime: metrics.averageCompletionTime.value,
    experienceLevel: computeExperienceLevel(member.sums.tasks),
    latestMetrics: latestMetricsOf(metrics),
    trend: trendOf(computeTrend(member.score, member.scoreBefore), TREND_DAYS),
    added: {
      display_name,
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
