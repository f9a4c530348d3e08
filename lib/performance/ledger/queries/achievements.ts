import "server-only";
import { expressionBuilder, type SqlBool } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { compileOnce, type Placeholders } from "@/lib/db/compile-once";
import { type JsonOf, jsonList, jsonObject } from "@/lib/db/json";
import { kysely, type Operand, type Row, type Schema } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { selectRows } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { HeldAchievements } from "@/lib/performance/domain/achievements/achievement-changes";
import type { AchievementData } from "@/lib/performance/domain/achievements/achievement-data";
import type { ReachedMilestone } from "@/lib/performance/domain/achievements/milestone-rules";
import {
  MILESTONE_RULES,
  type MilestoneType,
} from "@/lib/performance/domain/achievements/milestone-rules";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import {
  parseScore,
  type ScoreHundredths,
  toDecimalScore,
  toScoreHundredths,
} from "@/lib/performance/domain/units/score-hundredths";

/** A milestone or badge that was gained or lost. */
export type AchievementChange = {
  readonly kind: "milestone" | "badge";
  readonly name: string;
  readonly isGain: boolean;
};

export type AchievementChangeRow = Pick<Row<"achievement_changes">, "kind" | "name" | "is_gain">;

export function toAchievementChange(row: AchievementChangeRow): AchievementChange {
  return { kind: row.kind, name: row.name, isGain: row.is_gain };
}

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

const rules = new Map(MILESTONE_RULES.map((rule) => [rule.type as string, rule]));

/** Converts a value in the unit of its rule (hundredths for scores) to the printed value. */
export function displayValue(type: MilestoneType, value: number): number {
  return rules.get(type)?.basis === "score" ? toDecimalScore(toScoreHundredths(value)) : value;
}

function readValue(type: MilestoneType, printed: number): number {
  return rules.get(type)?.basis === "score" ? parseScore(printed) : printed;
}

/** The achievements of a member; with `low`, also whether their score was that low since an instant. */
export type AchievementsQuery = {
  readonly userId: MemberId;
  readonly low: { readonly since: Date; readonly atMost: ScoreHundredths } | null;
};

/** Every milestone and badge of some members, revoked and inactive ones too, in the order of their ids. */
export async function listAchievements(
  database: Database | Transaction,
  organizationId: number,
  wanted: readonly AchievementsQuery[],
): Promise<ReadonlyMap<MemberId, Achievements>> {
  const values = {
    organizationId,
    userIds: wanted.map(({ userId }) => userId),
    since: wanted.map(({ low }) => low?.since ?? null),
    atMost: wanted.map(({ low }) => low?.atMost ?? null),
  };
  const rows = await selectRows(database, selectAchievements(values));
  return new Map(
    rows.map(({ user_id, milestones, badges, was_low }) => [
      user_id,
      {
        wasLow: was_low,
        milestones: milestones.map(toMilestone),
        badges: badges.map(toBadge),
      },
    ]),
  );
}

export type Achievements = {
  readonly milestones: readonly StoredMilestone[];
  readonly badges: readonly StoredBadge[];
  /** Whether the score was at most `low.atMost` at any time since `low.since`, a provisional one too. */
  readonly wasLow: boolean;
};

/** The milestones that are not revoked and the active badges. Leaves out milestones without a rule. */
export function getHeldAchievements({
  milestones,
  badges,
}: Omit<Achievements, "wasLow">): HeldAchievements {
  return {
    milestones: milestones.filter(({ revokedAt }) => revokedAt === null).flatMap(toReached),
    badges: new Set(badges.filter(({ isActive }) => isActive).map(({ name }) => name)),
  };
}

export const NO_ACHIEVEMENTS: Achievements = { milestones: [], badges: [], wasLow: false };

type Wanted = { user_id: number; since: Date | null; at_most: ScoreHundredths | null };
const wantedRow = expressionBuilder<Schema & { wanted: Wanted }, "wanted">();

function selectMilestones(organizationId: Operand<number>) {
  return wantedRow
    .selectFrom("performance_milestones as milestone")
    .select((eb) =>
      jsonList(
        jsonObject({
          id: eb.ref("milestone.id"),
          milestone_type: eb.ref("milestone.milestone_type"),
          milestone_name: eb.ref("milestone.milestone_name"),
          description: eb.ref("milestone.description"),
          achieved_value: eb.ref("milestone.achieved_value"),
          achievement_data: eb.ref("milestone.achievement_data"),
          achieved_at: eb.ref("milestone.achieved_at"),
          revoked_at: eb.ref("milestone.revoked_at"),
          revoked_reason: eb.ref("milestone.revoked_reason"),
        }),
        [eb.ref("milestone.id")],
      ).as("milestones"),
    )
    .where("milestone.organization_id", "=", organizationId)
    .whereRef("milestone.user_id", "=", "wanted.user_id")
    .$asScalar()
    .$notNull();
}

function selectBadges(organizationId: Operand<number>) {
  return wantedRow
    .selectFrom("performance_badges as badge")
    .select((eb) =>
      jsonList(
        jsonObject({
          id: eb.ref("badge.id"),
          badge_name: eb.ref("badge.badge_name"),
          badge_description: eb.ref("badge.badge_description"),
          badge_icon: eb.ref("badge.badge_icon"),
          criteria: eb.ref("badge.criteria"),
          criteria_value: eb.ref("badge.criteria_value"),
          is_active: eb.ref("badge.is_active"),
          earned_at: eb.ref("badge.earned_at"),
        }),
        [eb.ref("badge.id")],
      ).as("badges"),
    )
    .where("badge.organization_id", "=", organizationId)
    .whereRef("badge.user_id", "=", "wanted.user_id")
    .$asScalar()
    .$notNull();
}

/** Whether an entry since `wanted.since`, or the last one before, has a score of at most `wanted.at_most`. */
function existsLow(organizationId: Operand<number>) {
  const beginning = wantedRow
    .selectFrom("performance_logs as last")
    .select((eb) => eb.fn.coalesce(eb.fn.max("last.created_at"), "wanted.since").as("instant"))
    .where("last.organization_id", "=", organizationId)
    .whereRef("last.user_id", "=", "wanted.user_id")
    .whereRef("last.created_at", "<=", "wanted.since");
  return wantedRow.exists(
    wantedRow
      .selectFrom(beginning.as("beginning"))
      .innerJoin("performance_logs as entry", (join) =>
        join
          .on("entry.organization_id", "=", organizationId)
          .onRef("entry.user_id", "=", "wanted.user_id")
          .onRef("entry.created_at", ">=", "beginning.instant")
          .onRef("entry.performance_score", "<=", "wanted.at_most"),
      )
      .select("entry.id"),
  );
}

/** A row of a table in JSON. */
type JsonRow<Table extends keyof Schema> = {
  readonly [Column in keyof Row<Table>]: JsonOf<Row<Table>[Column]>;
};
type MilestoneRow = Omit<JsonRow<"performance_milestones">, "organization_id" | "user_id">;

function toMilestone(row: MilestoneRow): StoredMilestone {
  return {
    id: BigInt(row.id),
    type: row.milestone_type,
    name: row.milestone_name,
    description: row.description,
    value: row.achieved_value,
    data: row.achievement_data,
    achievedAt: new Date(row.achieved_at),
    revokedAt: row.revoked_at === null ? null : new Date(row.revoked_at),
    revokedReason: row.revoked_reason,
  };
}

type BadgeRow = Omit<JsonRow<"performance_badges">, "organization_id" | "user_id">;

function toBadge(row: BadgeRow): StoredBadge {
  return {
    id: BigInt(row.id),
    name: row.badge_name,
    description: row.badge_description,
    icon: row.badge_icon,
    criteria: row.criteria,
    criteriaValue: row.criteria_value,
    isActive: row.is_active,
    earnedAt: new Date(row.earned_at),
  };
}

function toReached({
  type,
  value,
  data,
  achievedAt,
}: StoredMilestone): readonly ReachedMilestone[] {
  const rule = rules.get(type);
  if (rule === undefined) return [];
  return [
    {
      type: rule.type,
      value: readValue(rule.type, value),
      reachedAt: achievedAt,
      assignmentId: data.assignment_id === null ? null : BigInt(data.assignment_id),
      entryId: data.entry_id === null ? null : BigInt(data.entry_id),
      period: data.period,
    },
  ];
}

type AchievementValues = {
  readonly organizationId: number;
  readonly userIds: readonly MemberId[];
  readonly since: readonly (Date | null)[];
  readonly atMost: readonly (ScoreHundredths | null)[];
};

const selectAchievements = compileOnce((value: Placeholders<AchievementValues>) =>
  kysely
    .selectFrom(
      unnestRows("wanted", {
        user_id: ["int4", value.userIds],
        since: ["timestamptz", value.since],
        at_most: ["int4", value.atMost],
      }),
    )
    .select((eb) => [
      "wanted.user_id",
      selectMilestones(value.organizationId).as("milestones"),
      selectBadges(value.organizationId).as("badges"),
      castTo(
        eb
          .case()
          .when("wanted.at_most", "is", null)
          .then(eb.lit<SqlBool>(false))
          .else(existsLow(value.organizationId))
          .end(),
        "bool",
      ).as("was_low"),
    ]),
);
