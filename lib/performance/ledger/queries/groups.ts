import "server-only";
import type { Expression, SqlBool } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely, type Operand, withAliases } from "@/lib/db/kysely";
import { selectRow } from "@/lib/db/select-rows";
import { castTo } from "@/lib/db/sql-values";
import type { LedgerEntryId, MemberId, TeamId } from "@/lib/performance/domain/units/ids";

/** All members of the organization, those of one team, or one member alone. */
export type Group =
  | { readonly kind: "organization" }
  | { readonly kind: "team"; readonly teamId: TeamId }
  | { readonly kind: "member"; readonly userId: MemberId };

/** A group in a statement that is built once: its kind is fixed, its id is a placeholder. */
export type GroupOperand = { readonly kind: Group["kind"]; readonly id: Operand<number> };

export function toGroupOperand(group: Group): {
  readonly kind: Group["kind"];
  readonly id: number;
} {
  switch (group.kind) {
    case "organization":
      return { kind: group.kind, id: 0 };
    case "team":
      return { kind: group.kind, id: group.teamId };
    case "member":
      return { kind: group.kind, id: group.userId };
  }
}

/** Whether a row of `user_performance AS performance` is an active member of the group. */
export function isActiveIn(
  organizationId: Operand<number>,
  group: GroupOperand,
): Expression<SqlBool> {
  const eb = withAliases<{ performance: "user_performance" }>();
  const isActive = eb.and([
    eb("performance.organization_id", "=", organizationId),
    eb.ref("performance.is_active"),
  ]);
  switch (group.kind) {
    case "organization":
      return isActive;
    case "team":
      return isActive.and("performance.user_id", "in", (team) =>
        team
          .selectFrom("users")
          .select("users.id")
          .where("users.organization_id", "=", organizationId)
          .where("users.team_id", "=", group.id),
      );
    case "member":
      return isActive.and("performance.user_id", "=", group.id);
  }
}

/** Up to which entry, and under which policy, the figures of some members are; null without any. */
export type NewestEntry = {
  readonly newestEntryId: LedgerEntryId | null;
  readonly policyVersion: number | null;
};

const performance = withAliases<{ performance: "user_performance" }>();

/** The columns of a `NewestEntry`, over rows of `user_performance AS performance`. */
export const newestEntryColumns = [
  performance.fn.max("performance.newest_entry_id").as("newest_entry_id"),
  performance.fn.max("performance.policy_version").as("policy_version"),
] as const;

/** The newest entry of members or groups that were read one by one. */
export function findNewestEntry(members: readonly NewestEntry[]): NewestEntry {
  return members.reduce<NewestEntry>(
    (newest, { newestEntryId, policyVersion }) => ({
      newestEntryId:
        (newestEntryId ?? 0n) > (newest.newestEntryId ?? 0n) ? newestEntryId : newest.newestEntryId,
      policyVersion:
        policyVersion === null
          ? newest.policyVersion
          : Math.max(newest.policyVersion ?? 0, policyVersion),
    }),
    { newestEntryId: null, policyVersion: null },
  );
}

/** Active members, and those of them with a score. */
export type GroupSize = { readonly members: number; readonly rated: number };

/** The active members of a team; null: of no team. */
export type TeamSize = GroupSize & { readonly teamId: TeamId | null };

/** The teams of an organization, and a row of nulls for the members in no team. */
export function selectTeams(organizationId: Operand<number>) {
  return kysely
    .selectFrom("teams")
    .select((eb) => [
      eb.ref("teams.id").$castTo<number | null>().as("id"),
      eb.ref("teams.name").$castTo<string | null>().as("name"),
    ])
    .where("teams.organization_id", "=", organizationId)
    .unionAll(
      kysely.selectNoFrom((eb) => [
        castTo(eb.lit(null), "int4").as("id"),
        castTo(eb.lit(null), "text").as("name"),
      ]),
    );
}

/** The active members of an organization, and their teams. */
export function selectTeamMembers(organizationId: Operand<number>) {
  return kysely
    .selectFrom("users as member")
    .innerJoin("user_performance as performance", (join) =>
      join
        .onRef("performance.organization_id", "=", "member.organization_id")
        .onRef("performance.user_id", "=", "member.id")
        .on((eb) => eb.ref("performance.is_active")),
    )
    .select(["member.team_id", "performance.organization_id", "performance.user_id"])
    .select(["performance.score", "performance.newest_entry_id", "performance.policy_version"])
    .where("member.organization_id", "=", organizationId);
}

/** For a response whose own statement does not read members: read before it, so that it is never newer. */
export async function findGroupNewestEntry(
  database: Database | Transaction,
  organizationId: number,
  group: Group,
): Promise<NewestEntry> {
  const row = await selectRow(
    database,
    kysely
      .selectFrom("user_performance as performance")
      .select(newestEntryColumns)
      .where(isActiveIn(organizationId, toGroupOperand(group))),
  );
  return {
    newestEntryId: row?.newest_entry_id ?? null,
    policyVersion: row?.policy_version ?? null,
  };
}

export async function hasTeam(
  database: Database | Transaction,
  organizationId: number,
  teamId: TeamId,
): Promise<boolean> {
  const team = await database.team.findUnique({
    where: { organizationId_id: { organizationId, id: teamId } },
    select: { id: true },
  });
  return team !== null;
}
