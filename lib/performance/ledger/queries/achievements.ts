import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { HeldAchievements } from "@/lib/performance/domain/achievements/achievement-changes";
import type { ReachedMilestone } from "@/lib/performance/domain/achievements/milestone-rules";
import {
  MILESTONE_RULES,
  type MilestoneType,
} from "@/lib/performance/domain/achievements/milestone-rules";
import type { Period } from "@/lib/performance/domain/time/date-range";
import type { LocalDate } from "@/lib/performance/domain/time/local-time";

/** What is stored as `achievement_data`: what was reached, and what reached it. */
export type AchievementData = {
  /** As printed: completions, or points of the score. */
  readonly value: number;
  readonly assignment_id: number | null;
  readonly entry_id: number | null;
  readonly period: { readonly from: LocalDate; readonly to: LocalDate } | null;
};

/** A milestone or badge that was gained or lost. */
export type AchievementChange = {
  readonly kind: "milestone" | "badge";
  readonly name: string;
  readonly isGain: boolean;
};

/** A milestone as it is stored. */
export type StoredMilestone = {
  readonly id: bigint;
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly value: number;
  readonly data: AchievementData;
  readonly achievedAt: Date;
  readonly revokedAt: Date | null;
  readonly revokedReason: string | null;
};

/** A badge as it is stored. */
export type StoredBadge = {
  readonly id: bigint;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
  readonly criteria: string;
  readonly criteriaValue: number;
  readonly isActive: boolean;
  readonly earnedAt: Date;
};

const getRule = new Map(MILESTONE_RULES.map((rule) => [rule.type as string, rule]));

/** A value in the unit of its rule (hundredths for scores) as it is printed, and back. */
export function displayValue(type: MilestoneType, value: number): number {
  return getRule.get(type)?.basis === "score" ? value / 100 : value;
}

function readValue(type: MilestoneType, printed: number): number {
  return getRule.get(type)?.basis === "score" ? Math.round(printed * 100) : printed;
}

/** Whose achievements are wanted; with `low`, whether a score stood that low since an instant. */
export type AchievementsQuery = {
  readonly userId: number;
  /** At most so many hundredths, at some time from then on. */
  readonly low: { readonly since: Date; readonly atMost: number } | null;
};

/** Every milestone and badge of some members, revoked and inactive ones too, in the order of their ids. */
export async function listAchievements(
  database: Database | Transaction,
  organizationId: number,
  wanted: readonly AchievementsQuery[],
): Promise<ReadonlyMap<number, Achievements>> {
  const rows = await database.$queryRaw<
    {
      user_id: number;
      milestones: MilestoneRow[] | null;
      badges: BadgeRow[] | null;
      was_low: boolean;
    }[]
  >(Prisma.sql`
    SELECT wanted.user_id,
      (SELECT json_agg(json_build_object('id', id, 'type', milestone_type, 'name', milestone_name,
          'description', description, 'value', achieved_value, 'data', achievement_data,
          'achievedAt', achieved_at, 'revokedAt', revoked_at, 'revokedReason', revoked_reason) ORDER BY id)
        FROM performance_milestones AS milestone
        WHERE milestone.organization_id = ${organizationId} AND milestone.user_id = wanted.user_id
      ) AS milestones,
      (SELECT json_agg(json_build_object('id', id, 'name', badge_name, 'description', badge_description,
          'icon', badge_icon, 'criteria', criteria, 'criteriaValue', criteria_value,
          'isActive', is_active, 'earnedAt', earned_at) ORDER BY id)
        FROM performance_badges AS badge
        WHERE badge.organization_id = ${organizationId} AND badge.user_id = wanted.user_id
      ) AS badges,
      CASE WHEN wanted.at_most IS NULL THEN false ELSE ${existsLow(organizationId)} END AS was_low
    FROM unnest(${wanted.map(({ userId }) => userId)}::int[],
      ${wanted.map(({ low }) => low?.since ?? null)}::timestamptz[],
      ${wanted.map(({ low }) => low?.atMost ?? null)}::int[]) AS wanted (user_id, since, at_most)`);
  return new Map(
    rows.map(({ user_id: userId, milestones, badges, was_low: wasLow }) => [
      userId,
      {
        wasLow,
        milestones: (milestones ?? []).map(readMilestone),
        badges: (badges ?? []).map(readBadge),
      },
    ]),
  );
}

export type Achievements = {
  readonly milestones: readonly StoredMilestone[];
  readonly badges: readonly StoredBadge[];
  /** Whether a score stood as low as was asked for, a provisional one too. */
  readonly wasLow: boolean;
};

/** What of the stored holds; a milestone of which there is no rule any more is left alone. */
export function getHeldBadges({
  milestones,
  badges,
}: Omit<Achievements, "wasLow">): HeldAchievements {
  return {
    milestones: milestones.filter(({ revokedAt }) => revokedAt === null).flatMap(reachedOf),
    badges: new Set(badges.filter(({ isActive }) => isActive).map(({ name }) => name)),
  };
}

export const NO_ACHIEVEMENTS: Achievements = { milestones: [], badges: [], wasLow: false };

/** The entries since `wanted.since`, and the one that stood then. */
function existsLow(organizationId: number): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM (
      SELECT coalesce(max(standing.created_at), wanted.since) AS instant
      FROM performance_logs AS standing
      WHERE standing.organization_id = ${organizationId} AND standing.user_id = wanted.user_id
        AND standing.created_at <= wanted.since
    ) AS beginning
    JOIN performance_logs AS entry ON entry.organization_id = ${organizationId}
      AND entry.user_id = wanted.user_id AND entry.created_at >= beginning.instant
      AND entry.performance_score <= wanted.at_most)`;
}

type MilestoneRow = {
  id: number;
  type: string;
  name: string;
  description: string;
  value: number;
  data: AchievementData;
  achievedAt: string;
  revokedAt: string | null;
  revokedReason: string | null;
};

function readMilestone(row: MilestoneRow): StoredMilestone {
  return {
    ...row,
    id: BigInt(row.id),
    achievedAt: new Date(row.achievedAt),
    revokedAt: row.revokedAt === null ? null : new Date(row.revokedAt),
  };
}

type BadgeRow = Omit<StoredBadge, "id" | "earnedAt"> & { id: number; earnedAt: string };

function readBadge(row: BadgeRow): StoredBadge {
  return { ...row, id: BigInt(row.id), earnedAt: new Date(row.earnedAt) };
}

function reachedOf({
  type,
  value,
  data,
  achievedAt,
}: StoredMilestone): readonly ReachedMilestone[] {
  const rule = getRule.get(type);
  if (rule === undefined) return [];
  const period: Period | null = data.period;
  return [
    {
      type: rule.type,
      value: readValue(rule.type, value),
      reachedAt: achievedAt,
      assignmentId: data.assignment_id === null ? null : BigInt(data.assignment_id),
      entryId: data.entry_id === null ? null : BigInt(data.entry_id),
      period,
    },
  ];
}
