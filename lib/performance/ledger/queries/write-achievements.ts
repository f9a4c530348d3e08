import "server-only";
import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { assignColumns, columnList, type JsonRow, selectJsonRows } from "@/lib/db/json-rows";
import type { AchievementData } from "@/lib/performance/domain/achievements/achievement-data";
import { BADGE_RULES } from "@/lib/performance/domain/achievements/badge-rules";
import type { BadgeEvaluation } from "@/lib/performance/domain/achievements/badges";
import type { ReachedMilestone } from "@/lib/performance/domain/achievements/milestone-rules";
import {
  MILESTONE_RULES,
  type MilestoneType,
} from "@/lib/performance/domain/achievements/milestone-rules";
import type { MilestoneState } from "@/lib/performance/domain/achievements/milestone-state";
import type { ReachedMilestone } from "@/lib/performance/domain/achievements/work-milestones";
import { type AchievementChange, displayValue } from "./achievements";
import { milestoneStateColumns, toMilestoneStateColumns } from "./position-columns";

/** What becomes of one member, whose row the transaction holds. */
export type MemberAchievements = {
  readonly userId: number;
  /** The newest entry behind it; null: time. */
  readonly entryId: bigint | null;
  /** To be stored as they are, whether they are new, were revoked or were reached otherwise. */
  readonly milestones: readonly ReachedMilestone[];
  readonly revoked: readonly MilestoneType[];
  readonly revokedReason: string;
  readonly gained: readonly BadgeEvaluation[];
  readonly lost: readonly BadgeEvaluation[];
  /** When a badge that is gained for the first time was earned. */
  readonly earnedAt: Date;
  readonly changes: readonly AchievementChange[];
  /** Null: it was written with the entries. */
  readonly position: MilestoneState | null;
};

/** Writes what was gained, amended and lost, in one statement. A badge keeps the time when it was first earned. */
export async function writeAchievements(
  transaction: Transaction,
  organizationId: number,
  now: Date,
  members: readonly MemberAchievements[],
): Promise<void> {
  await transaction.$executeRaw(Prisma.sql`
    WITH milestone AS (${upsertMilestones(organizationId, members)}),
    revoked AS (${revokeMilestones(organizationId, now, members)}),
    badge AS (${upsertBadges(organizationId, members)}),
    lost AS (${deactivateBadges(organizationId, members)}),
    change AS (${insertChanges(organizationId, now, members)})
    ${updatePositions(organizationId, members)}`);
}

type Members = readonly MemberAchievements[];

const milestoneRules = new Map(MILESTONE_RULES.map((rule) => [rule.type, rule]));
const milestoneColumns = [
  ...["milestone_name", "description", "achieved_value", "achievement_data", "achieved_at"],
];

function upsertMilestones(organizationId: number, members: Members): Prisma.Sql {
  const rows = members.flatMap(({ userId, milestones }) =>
    milestones.map((milestone) => ({ user_id: userId, ...columnsOfMilestone(milestone) })),
  );
  return Prisma.sql`
    INSERT INTO performance_milestones (organization_id, user_id, milestone_type, ${columnList(milestoneColumns)})
    SELECT ${organizationId}, user_id, milestone_type, ${columnList(milestoneColumns)}
    FROM ${selectJsonRows("performance_milestones", rows)} AS row
    ON CONFLICT (organization_id, user_id, milestone_type)
    DO UPDATE SET revoked_at = NULL, revoked_reason = NULL, ${assignColumns(milestoneColumns, "excluded")}`;
}

function columnsOfMilestone(milestone: ReachedMilestone): JsonRow {
  const { type, assignmentId, entryId, period } = milestone;
  const value = displayValue(type, milestone.value);
  const data: AchievementData = {
    value,
    assignment_id: assignmentId === null ? null : Number(assignmentId),
    entry_id: entryId === null ? null : Number(entryId),
    period,
  };
  return {
    milestone_type: type,
    milestone_name: milestoneRules.get(type)?.name ?? type,
    description: milestoneRules.get(type)?.description ?? "",
    achieved_value: value,
    achievement_data: data,
    achieved_at: milestone.reachedAt,
  };
}

function revokeMilestones(organizationId: number, now: Date, members: Members): Prisma.Sql {
  const rows = members.flatMap(({ userId, revoked, revokedReason }) =>
    revoked.map((type) => ({
      user_id: userId,
      milestone_type: type,
      revoked_reason: revokedReason,
    })),
  );
  return Prisma.sql`
    UPDATE performance_milestones AS stored
    SET revoked_at = ${now}, revoked_reason = row.revoked_reason
    FROM ${selectJsonRows("performance_milestones", rows)} AS row
    WHERE stored.organization_id = ${organizationId} AND stored.user_id = row.user_id
      AND stored.milestone_type = row.milestone_type`;
}

const badgeRules = new Map(BADGE_RULES.map((rule) => [rule.name, rule]));
const badgeColumns = ["badge_description", "badge_icon", "criteria", "criteria_value", "is_active"];

function upsertBadges(organizationId: number, members: Members): Prisma.Sql {
  const rows = members.flatMap(({ userId, gained, earnedAt }) =>
    gained.map(({ name, criteriaValue }) => ({
      user_id: userId,
      badge_name: name,
      badge_description: badgeRules.get(name)?.description ?? "",
      badge_icon: badgeRules.get(name)?.icon ?? "",
      criteria: badgeRules.get(name)?.criteria ?? "",
      criteria_value: criteriaValue,
      is_active: true,
      earned_at: earnedAt,
    })),
  );
  return Prisma.sql`
    INSERT INTO performance_badges (organization_id, user_id, badge_name, earned_at, ${columnList(badgeColumns)})
    SELECT ${organizationId}, user_id, badge_name, earned_at, ${columnList(badgeColumns)}
    FROM ${selectJsonRows("performance_badges", rows)} AS row
    ON CONFLICT (organization_id, user_id, badge_name)
    DO UPDATE SET ${assignColumns(badgeColumns, "excluded")}`;
}

function deactivateBadges(organizationId: number, members: Members): Prisma.Sql {
  const rows = members.flatMap(({ userId, lost }) =>
    lost.map(({ name }) => ({ user_id: userId, badge_name: name })),
  );
  return Prisma.sql`
    UPDATE performance_badges AS stored SET is_active = false
    FROM ${selectJsonRows("performance_badges", rows)} AS row
    WHERE stored.organization_id = ${organizationId} AND stored.user_id = row.user_id
      AND stored.badge_name = row.badge_name`;
}

function insertChanges(organizationId: number, now: Date, members: Members): Prisma.Sql {
  const rows = members.flatMap(({ userId, entryId, changes }) =>
    changes.map(({ kind, name, isGain }) => ({
      user_id: userId,
      entry_id: entryId,
      kind,
      name,
      is_gain: isGain,
    })),
  );
  return Prisma.sql`
    INSERT INTO achievement_changes (organization_id, user_id, entry_id, kind, name, is_gain, created_at)
    SELECT ${organizationId}, user_id, entry_id, kind, name, is_gain, ${now}
    FROM ${selectJsonRows("achievement_changes", rows)} AS row`;
}

function updatePositions(organizationId: number, members: Members): Prisma.Sql {
  const rows = members.flatMap(({ userId, position }) =>
    position === null ? [] : { user_id: userId, ...toMilestoneStateColumns(position) },
  );
  return Prisma.sql`
    UPDATE user_performance AS performance SET ${assignColumns(milestoneStateColumns, "row")}
    FROM ${selectJsonRows("user_performance", rows)} AS row
    WHERE performance.organization_id = ${organizationId} AND performance.user_id = row.user_id`;
}
