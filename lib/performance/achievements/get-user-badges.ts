import "server-only";
import type { Context } from "@/lib/context";
import { createNotFoundError } from "@/lib/errors";
import { requireMember } from "@/lib/performance/access/require-member";
import { findBadgeEvidence } from "@/lib/performance/achievements/queries/badge-evidence";
import type { UserBadges } from "@/lib/performance/achievements/schemas";
import { BADGE_RULES } from "@/lib/performance/domain/achievements/badge-rules";
import { type BadgeEvaluation, evaluateBadges } from "@/lib/performance/domain/achievements/badges";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import { readEvidence } from "@/lib/performance/ledger/evaluate-achievements";
import { listWeeklyScores } from "@/lib/performance/ledger/judge-achievements";
import { listAchievements, type StoredBadge } from "@/lib/performance/ledger/queries/achievements";
import { listPolicies } from "@/lib/performance/ledger/queries/policies";
import { serializeAsOf } from "@/lib/performance/summaries/serializers";
import { showsRank } from "@/lib/performance/summaries/summarize-members";

const rulesByName = new Map<string, (typeof BADGE_RULES)[number]>(
  BADGE_RULES.map((rule) => [rule.name, rule]),
);

/** The distance to a rank would reveal the rank. */
const HIDDEN_PROGRESS = {
  criteria_value: null,
  value: null,
  evidence: null,
  shortfall: null,
  share: null,
};

/**
 * The badges that a member earned, including lost ones, and the progress of those that they do not have.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function getUserBadges(
  context: Context,
  { userId }: { readonly userId: MemberId },
): Promise<UserBadges> {
  const { database, organizationId, organization, now } = context;
  await requireMember(context, userId, "badges");
  const [stored, metrics, policies] = await Promise.all([
    listAchievements(database, organizationId, [{ userId, low: null }]),
    findBadgeEvidence(database, organizationId, userId),
    listPolicies(database, organizationId),
  ]);
  const policy = policies.at(-1);
  if (metrics === null) throw createNotFoundError();
  if (policy === undefined) throw new Error("An organization needs a scoring policy.");
  const day = toLocalDate(now, organization.timeZone);
  const weeks = await listWeeklyScores(readEvidence(database, organizationId), [
    { userId, policy, day },
  ]);
  const badges = stored.get(userId)?.badges ?? [];
  const active = new Set(badges.filter(({ isActive }) => isActive).map(({ name }) => name));
  const evaluated = evaluateBadges({ ...metrics, weeklyScores: weeks.get(userId) ?? [] });
  const showsRanks = showsRank(context);
  return {
    user_id: userId,
    badges: [...badges].sort(compareByTime).map((badge) => serializeBadge(userId, badge)),
    progress: evaluated
      .filter(({ name }) => !active.has(name))
      .map((one) => {
        const serialized = serializeProgress(one);
        return showsRanks || !rulesByName.get(one.name)?.isRelative
          ? serialized
          : { ...serialized, ...HIDDEN_PROGRESS };
      }),
    as_of: serializeAsOf(context, metrics),
  };
}

function compareByTime(left: StoredBadge, right: StoredBadge): number {
  return left.earnedAt.getTime() - right.earnedAt.getTime() || Number(left.id - right.id);
}

function serializeBadge(userId: MemberId, badge: StoredBadge): UserBadges["badges"][number] {
  return {
    id: Number(badge.id),
    user_id: userId,
    badge_name: badge.name,
    badge_title: rulesByName.get(badge.name)?.title ?? badge.name,
    badge_description: badge.description,
    badge_icon: badge.icon,
    criteria: badge.criteria,
    criteria_value: badge.criteriaValue,
    is_active: badge.isActive,
    earned_at: badge.earnedAt.toISOString(),
  };
}

function serializeProgress(metrics: BadgeEvaluation): UserBadges["progress"][number] {
  const { name, value, criteriaValue, progress } = metrics;
  const rule = rulesByName.get(name);
  return {
    badge_name: name,
    badge_title: rule?.title ?? name,
    badge_description: rule?.description ?? "",
    badge_icon: rule?.icon ?? "",
    criteria: rule?.criteria ?? "",
    criteria_value: criteriaValue,
    value,
    evidence: progress.evidence,
    required_evidence: progress.requiredEvidence,
    shortfall: progress.shortfall,
    perfect_completions: progress.perfectCompletions,
    share: progress.share,
  };
}
