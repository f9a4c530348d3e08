import "server-only";
import type { Context } from "@/lib/context";
import { requireMember } from "@/lib/performance/access/require-member";
import {
  type AchievementEntries,
  listAchievementEntries,
} from "@/lib/performance/achievements/queries/achievement-entries";
import {
  findRecentEvidence,
  type StoredEvidence,
} from "@/lib/performance/achievements/queries/recent-evidence";
import type { UserMilestones } from "@/lib/performance/achievements/schemas";
import { findWindowStart } from "@/lib/performance/domain/achievements/late-completions";
import {
  measureRecentProgress,
  type RecentEvidence,
} from "@/lib/performance/domain/achievements/milestone-progress";
import {
  type MeasuredProgress,
  MILESTONE_RULES,
  type MilestoneType,
} from "@/lib/performance/domain/achievements/milestone-rules";
import { evaluateMilestones } from "@/lib/performance/domain/achievements/milestones";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  listCompletions,
  listCompletionWindows,
  listScoredEntries,
} from "@/lib/performance/ledger/queries/achievement-evidence";
import {
  displayValue,
  listAchievements,
  type StoredMilestone,
} from "@/lib/performance/ledger/queries/achievements";
import { listPolicies } from "@/lib/performance/ledger/queries/policies";
import { serializeAsOf } from "@/lib/performance/summaries/serializers";

const rulesByType = new Map<string, (typeof MILESTONE_RULES)[number]>(
  MILESTONE_RULES.map((rule) => [rule.type, rule]),
);

/**
 * The milestones that a member reached, the revoked ones with the reason, and the progress of the others.
 *
 * @throws AppError `forbidden` or `not_found`.
 */
export async function getUserMilestones(
  context: Context,
  { userId }: { readonly userId: MemberId },
): Promise<UserMilestones> {
  const { database, organizationId, organization, now } = context;
  await requireMember(context, userId, "milestones");
  const [stored, recent, allPolicies] = await Promise.all([
    listAchievements(database, organizationId, [{ userId, low: null }]),
    findRecentEvidence(database, organizationId, userId),
    listPolicies(database, organizationId),
  ]);
  const milestones = stored.get(userId)?.milestones ?? [];
  const achievementEntries = await listAchievementEntries(
    database,
    organizationId,
    userId,
    milestones.flatMap(({ data }) => data.assignment_id ?? []),
  );
  const policies = new Map(allPolicies.map((policy) => [policy.version, policy]));
  const today = toLocalDate(now, organization.timeZone);
  const reachedSoFar =
    (recent && (await measureRecently(context, userId, { ...recent, policies, today }))) ??
    (await measureFromEverything(context, userId, { policies, today }));
  const active = new Set(
    milestones.filter(({ revokedAt }) => revokedAt === null).map(({ type }) => type),
  );
  return {
    user_id: userId,
    milestones: [...milestones].sort(compareByTime).map((milestone) => ({
      user_id: userId,
      ...serializeMilestone(milestone, achievementEntries),
    })),
    progress: MILESTONE_RULES.filter(({ type }) => !active.has(type)).map((rule) => {
      const { value = null, late = null } = reachedSoFar.get(rule.type) ?? {};
      return {
        milestone_type: rule.type,
        milestone_name: rule.name,
        description: rule.description,
        icon: rule.icon,
        value: value === null ? null : displayValue(rule.type, value),
        threshold: displayValue(rule.type, rule.threshold),
        late,
      };
    }),
    as_of: serializeAsOf(context, {
      newestEntryId: recent?.newestEntryId ?? null,
      policyVersion: allPolicies.at(-1)?.version ?? null,
    }),
  };
}

type Progress = ReadonlyMap<MilestoneType, MeasuredProgress>;
type Base = Pick<RecentEvidence, "policies" | "today">;

/** Null where it takes the whole history. */
async function measureRecently(
  { database, organizationId }: Context,
  userId: MemberId,
  { state, ...evidence }: StoredEvidence & Base,
): Promise<Progress | null> {
  const start = findWindowStart({ state, added: [] });
  if (start === null) return null;
  const wanted = [{ userId, from: start.instant }];
  const windows = await listCompletionWindows(database, organizationId, wanted);
  const completions = windows.get(userId)?.completions ?? [];
  return measureRecentProgress({ ...evidence, state, window: { start, completions } });
}

async function measureFromEverything(
  { database, organizationId }: Context,
  userId: MemberId,
  base: Base,
): Promise<Progress> {
  const [completions, entries] = await Promise.all([
    listCompletions(database, organizationId, [userId]),
    listScoredEntries(database, organizationId, [userId]),
  ]);
  const { progress, reached } = evaluateMilestones({
    completions: completions.get(userId) ?? [],
    entries: entries.get(userId) ?? [],
    ...base,
  });
  // A milestone that time reached but no nightly evaluation awarded yet shows the value that reached it.
  const awaited = reached.map(({ type, value }) => ({ type, value, late: null }));
  return new Map([...progress, ...awaited].map(({ type, value, late }) => [type, { value, late }]));
}

function compareByTime(left: StoredMilestone, right: StoredMilestone): number {
  return left.achievedAt.getTime() - right.achievedAt.getTime() || Number(left.id - right.id);
}

function serializeMilestone(
  milestone: StoredMilestone,
  { countedBy, lostBy }: AchievementEntries,
): Omit<UserMilestones["milestones"][number], "user_id"> {
  const { entry_id: entryId, assignment_id: assignmentId } = milestone.data;
  const counted = assignmentId === null ? undefined : countedBy.get(assignmentId);
  const lost = milestone.revokedAt === null ? null : lostBy.get(milestone.type);
  return {
    id: Number(milestone.id),
    milestone_type: milestone.type,
    milestone_name: milestone.name,
    description: milestone.description,
    icon: rulesByType.get(milestone.type)?.icon ?? "🏁",
    achieved_value: milestone.value,
    achievement_data: milestone.data,
    entry_id: entryId ?? (counted === undefined ? null : Number(counted)),
    achieved_at: milestone.achievedAt.toISOString(),
    revoked_at: milestone.revokedAt?.toISOString() ?? null,
    revoked_reason: milestone.revokedReason,
    revoked_by: lost ? { entry_id: Number(lost.id), kind: lost.kind } : null,
  };
}
