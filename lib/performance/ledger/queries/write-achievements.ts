import "server-only";
import type { RawBuilder } from "kysely";
import type { Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { kysely } from "@/lib/db/kysely";
import { copyColumns, defineRowset } from "@/lib/db/rowsets";
import { execute } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { AchievementData } from "@/lib/performance/domain/achievements/achievement-data";
import { BADGE_RULES } from "@/lib/performance/domain/achievements/badge-rules";
import type { BadgeEvaluation } from "@/lib/performance/domain/achievements/badges";
import type { ReachedMilestone } from "@/lib/performance/domain/achievements/milestone-rules";
import {
  MILESTONE_RULES,
  type MilestoneType,
} from "@/lib/performance/domain/achievements/milestone-rules";
import type { MilestoneState } from "@/lib/performance/domain/achievements/milestone-state";
import type { LedgerEntryId, MemberId } from "@/lib/performance/domain/units/ids";
import { type AchievementChange, displayValue } from "./achievements";
import { milestoneStateColumns, toMilestoneStateColumns } from "./milestone-state-columns";

/** The changes of one member, whose row the transaction has locked. */
export type MemberAchievements = {
  readonly userId: MemberId;
  /** The newest entry that caused them; null: the passing of time. */
  readonly entryId: LedgerEntryId | null;
  /** Stored as they are, whether new, revoked before or reached differently before. */
  readonly milestones: readonly ReachedMilestone[];
  readonly revoked: readonly MilestoneType[];
  readonly revokedReason: string;
  readonly gained: readonly BadgeEvaluation[];
  readonly lost: readonly BadgeEvaluation[];
  /** The time of badges that are gained for the first time. */
  readonly earnedAt: Date;
  readonly changes: readonly AchievementChange[];
  /** Null: already written with the entries. */
  readonly milestoneState: MilestoneState | null;
};

/** Writes gained, amended and lost achievements in one statement. A badge keeps the time when it was first earned. */
export async function writeAchievements(
  transaction: Transaction,
  organizationId: number,
  now: Date,
  members: readonly MemberAchievements[],
): Promise<void> {
  const values = {
    organizationId,
    now,
    milestones: milestoneRows.toJson(members.flatMap(toMilestoneRows)),
    revoked: revokedRows.toJson(members.flatMap(toRevokedRows)),
    badges: badgeRows.toJson(members.flatMap(toBadgeRows)),
    lost: lostRows.toJson(members.flatMap(toLostRows)),
    changes: changeRows.toJson(members.flatMap(toChangeRows)),
    states: stateRows.toJson(members.flatMap(toStateRows)),
  };
  await execute(transaction, writeAll(values));
}

type Values = { organizationId: number; now: Date } & Record<
  "milestones" | "revoked" | "badges" | "lost" | "changes" | "states",
  string
>;

const writeAll = compileOnce((value: Placeholders<Values>) => {
  const organizationId = castTo(value.organizationId, "int4");
  const now = castTo(value.now, "timestamptz");
  return kysely
    .with("milestone", () => upsertMilestones(organizationId, value.milestones))
    .with("revoked", () => revokeMilestones(organizationId, now, value.revoked))
    .with("badge", () => upsertBadges(organizationId, value.badges))
    .with("lost", () => deactivateBadges(organizationId, value.lost))
    .with("change", () => insertChanges(organizationId, now, value.changes))
    .updateTable("user_performance as performance")
    .from(stateRows.asRow(value.states))
    .set(copyColumns("user_performance", milestoneStateColumns, "row"))
    .where("performance.organization_id", "=", organizationId)
    .whereRef("performance.user_id", "=", "row.user_id");
});

const milestoneRules = new Map(MILESTONE_RULES.map((rule) => [rule.type, rule]));
const milestoneColumns = [
  ...(["milestone_name", "description", "achieved_value", "achievement_data"] as const),
  "achieved_at",
] as const;
const milestoneRows = defineRowset("performance_milestones", [
  ...(["user_id", "milestone_type"] as const),
  ...milestoneColumns,
]);

function toMilestoneRows({ userId, milestones }: MemberAchievements) {
  return milestones.map((milestone) => ({ user_id: userId, ...toMilestoneColumns(milestone) }));
}

function toMilestoneColumns(milestone: ReachedMilestone) {
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

function upsertMilestones(organizationId: RawBuilder<number>, json: RawBuilder<string>) {
  return kysely
    .insertInto("performance_milestones")
    .columns(["organization_id", ...milestoneRows.columns])
    .expression(
      kysely
        .selectFrom(milestoneRows.asRow(json))
        .select(organizationId.as("organization_id"))
        .select(milestoneRows.columns),
    )
    .onConflict((conflict) =>
      conflict.columns(["organization_id", "user_id", "milestone_type"]).doUpdateSet({
        revoked_at: null,
        revoked_reason: null,
        ...copyColumns("performance_milestones", milestoneColumns, "excluded"),
      }),
    );
}

const revokedRows = defineRowset("performance_milestones", [
  "user_id",
  "milestone_type",
  "revoked_reason",
]);

function toRevokedRows({ userId, revoked, revokedReason }: MemberAchievements) {
  return revoked.map((type) => ({
    user_id: userId,
    milestone_type: type,
    revoked_reason: revokedReason,
  }));
}

function revokeMilestones(
  organizationId: RawBuilder<number>,
  now: RawBuilder<Date>,
  json: RawBuilder<string>,
) {
  return kysely
    .updateTable("performance_milestones as stored")
    .from(revokedRows.asRow(json))
    .set((eb) => ({ revoked_at: now, revoked_reason: eb.ref("row.revoked_reason") }))
    .where("stored.organization_id", "=", organizationId)
    .whereRef("stored.user_id", "=", "row.user_id")
    .whereRef("stored.milestone_type", "=", "row.milestone_type");
}

const badgeRules = new Map(BADGE_RULES.map((rule) => [rule.name, rule]));
const badgeColumns = [
  ...(["badge_description", "badge_icon", "criteria", "criteria_value"] as const),
  "is_active",
] as const;
const badgeRows = defineRowset("performance_badges", [
  ...(["user_id", "badge_name", "earned_at"] as const),
  ...badgeColumns,
]);

function toBadgeRows({ userId, gained, earnedAt }: MemberAchievements) {
  return gained.map(({ name, criteriaValue }) => ({
    user_id: userId,
    badge_name: name,
    badge_description: badgeRules.get(name)?.description ?? "",
    badge_icon: badgeRules.get(name)?.icon ?? "",
    criteria: badgeRules.get(name)?.criteria ?? "",
    criteria_value: criteriaValue,
    is_active: true,
    earned_at: earnedAt,
  }));
}

function upsertBadges(organizationId: RawBuilder<number>, json: RawBuilder<string>) {
  return kysely
    .insertInto("performance_badges")
    .columns(["organization_id", ...badgeRows.columns])
    .expression(
      kysely
        .selectFrom(badgeRows.asRow(json))
        .select(organizationId.as("organization_id"))
        .select(badgeRows.columns),
    )
    .onConflict((conflict) =>
      conflict
        .columns(["organization_id", "user_id", "badge_name"])
        .doUpdateSet(copyColumns("performance_badges", badgeColumns, "excluded")),
    );
}

const lostRows = defineRowset("performance_badges", ["user_id", "badge_name"]);

function toLostRows({ userId, lost }: MemberAchievements) {
  return lost.map(({ name }) => ({ user_id: userId, badge_name: name }));
}

function deactivateBadges(organizationId: RawBuilder<number>, json: RawBuilder<string>) {
  return kysely
    .updateTable("performance_badges as stored")
    .from(lostRows.asRow(json))
    .set({ is_active: false })
    .where("stored.organization_id", "=", organizationId)
    .whereRef("stored.user_id", "=", "row.user_id")
    .whereRef("stored.badge_name", "=", "row.badge_name");
}

const changeRows = defineRowset("achievement_changes", [
  "user_id",
  "entry_id",
  "kind",
  "name",
  "is_gain",
]);

function toChangeRows({ userId, entryId, changes }: MemberAchievements) {
  return changes.map(({ kind, name, isGain }) => ({
    user_id: userId,
    entry_id: entryId,
    kind,
    name,
    is_gain: isGain,
  }));
}

function insertChanges(
  organizationId: RawBuilder<number>,
  now: RawBuilder<Date>,
  json: RawBuilder<string>,
) {
  return kysely
    .insertInto("achievement_changes")
    .columns(["organization_id", "created_at", ...changeRows.columns])
    .expression(
      kysely
        .selectFrom(changeRows.asRow(json))
        .select(organizationId.as("organization_id"))
        .select(now.as("created_at"))
        .select(changeRows.columns),
    );
}

const stateRows = defineRowset("user_performance", ["user_id", ...milestoneStateColumns]);

function toStateRows({ userId, milestoneState }: MemberAchievements) {
  return milestoneState === null
    ? []
    : [{ user_id: userId, ...toMilestoneStateColumns(milestoneState) }];
}
