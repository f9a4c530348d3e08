import "server-only";
import { type Expression, sql } from "kysely";
import type { Database, Transaction } from "@/lib/db/client";
import { jsonList, jsonObject } from "@/lib/db/json";
import { kysely, withAliases } from "@/lib/db/kysely";
import { selectRow, selectRows } from "@/lib/db/select-rows";
import { castTo, parameter } from "@/lib/db/sql-values";
import { containsText, lower } from "@/lib/db/text";
import type { MemberId } from "@/lib/performance/domain/units/ids";
import type { NewMember } from "./members";

/** A member as administrators see them. */
export type MemberDetail = Omit<NewMember, "passwordHash"> & {
  readonly id: MemberId;
  readonly team: string | null;
  readonly skills: readonly { readonly name: string; readonly level: number }[];
  readonly hasPassword: boolean;
  readonly createdAt: Date;
  readonly deactivatedAt: Date | null;
  /** When the person was erased. */
  readonly erasedAt: Date | null;
};

const listedMember = withAliases<{ member: "users"; team: "teams" }>();
const name = sql`${lower(listedMember.ref("member.display_name"))} collate "und-x-icu"`;
const team = sql`${lower(listedMember.ref("team.name"))} collate "und-x-icu"`;
const role = listedMember.ref("member.role");
const erasedLast = listedMember("member.erased_at", "is not", null);

/** The orders of a list of members. Members in no team, and erased people, come last. */
const orders = {
  id: listedMember.ref("member.id"),
  name: sql`${erasedLast}, ${name}`,
  "-name": sql`${erasedLast}, ${name} desc`,
  role: sql`${erasedLast}, ${role}, ${name}`,
  "-role": sql`${erasedLast}, ${role} desc, ${name}`,
  team: sql`${erasedLast}, ${team} nulls last, ${name}`,
  "-team": sql`${erasedLast}, ${team} desc nulls last, ${name}`,
} as const;

export type MemberPage = {
  /** The member before the page; 0: from the beginning. */
  readonly after: number;
  readonly limit: number;
  /** Null: all. */
  readonly search: string | null;
  /** Exact, in any case. Null: all. */
  readonly email: string | null;
  readonly username: string | null;
  readonly sort: keyof typeof orders;
};

/** A page of members, deactivated ones included. */
export async function listMemberDetails(
  database: Database | Transaction,
  organizationId: number,
  { after, limit, search, email, username, sort }: MemberPage,
): Promise<readonly MemberDetail[]> {
  // Places count all members, so that a page continues the last one under any search.
  const wanted = kysely
    .with("listed", (db) =>
      db
        .selectFrom("users as member")
        .leftJoin("teams as team", (join) =>
          join
            .onRef("team.organization_id", "=", "member.organization_id")
            .onRef("team.id", "=", "member.team_id"),
        )
        .select(["member.id", "member.display_name", "member.username", "member.email"])
        .select((eb) =>
          eb.fn
            .agg<bigint>("row_number")
            .over((over) => over.orderBy(orders[sort]).orderBy("member.id"))
            .as("place"),
        )
        .where("member.organization_id", "=", organizationId),
    )
    .selectFrom("listed")
    .select(["listed.id", "listed.place"])
    .where((eb) => {
      const start = eb
        .selectFrom("listed")
        .select("listed.place")
        .where("listed.id", "=", after)
        .$asScalar();
      return eb("listed.place", ">", eb.fn.coalesce(start, sql.lit(0n)));
    })
    .where((eb) =>
      search === null
        ? eb.lit(true)
        : eb.or([
            containsText(eb.ref("listed.display_name"), search),
            containsText(eb.ref("listed.username"), search),
            containsText(eb.ref("listed.email"), search),
          ]),
    )
    .where((eb) => (email === null ? eb.lit(true) : eb("listed.email", "=", email.toLowerCase())))
    .where((eb) =>
      username === null ? eb.lit(true) : eb(lower(eb.ref("listed.username")), "=", lower(username)),
    )
    .orderBy("listed.place")
    .limit(limit);
  return listDetails(database, organizationId, wanted);
}

/** Null where the organization has no such member. */
export async function findMemberDetail(
  database: Database | Transaction,
  organizationId: number,
  id: MemberId,
): Promise<MemberDetail | null> {
  const wanted = kysely.selectNoFrom([parameter(id, "int4").as("id"), sql.lit(1n).as("place")]);
  const [found] = await listDetails(database, organizationId, wanted);
  return found ?? null;
}

/** Locks the member against other writers until the transaction ends. */
export async function lockMemberDetail(
  transaction: Transaction,
  organizationId: number,
  id: MemberId,
): Promise<MemberDetail | null> {
  await selectRow(
    transaction,
    kysely
      .selectFrom("users")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where("id", "=", id)
      .forNoKeyUpdate(),
  );
  return findMemberDetail(transaction, organizationId, id);
}

/** Whether there is an active member with this role besides this one. */
export async function hasOtherHolder(
  transaction: Transaction,
  organizationId: number,
  role: "admin" | "auditor",
  id: MemberId,
): Promise<boolean> {
  const others = await transaction.user.count({
    where: { organizationId, role, deactivatedAt: null, id: { not: id } },
  });
  return others > 0;
}

export type MemberUpdate = Partial<
  Pick<NewMember, "username" | "email" | "displayName" | "role" | "leadScope" | "teamId">
>;

export async function updateMemberRecord(
  transaction: Transaction,
  organizationId: number,
  id: MemberId,
  update: MemberUpdate,
): Promise<void> {
  await transaction.user.updateMany({ where: { organizationId, id }, data: update });
}

/** Deactivates a member, who then cannot sign in and has no rank; null reactivates them. */
export async function setDeactivatedAt(
  transaction: Transaction,
  organizationId: number,
  id: MemberId,
  deactivatedAt: Date | null,
): Promise<void> {
  await transaction.user.updateMany({ where: { organizationId, id }, data: { deactivatedAt } });
  await transaction.userPerformance.updateMany({
    where: { organizationId, userId: id },
    data: { isActive: deactivatedAt === null },
  });
}

/** The wanted members, in the order of their places. */
async function listDetails(
  database: Database | Transaction,
  organizationId: number,
  wanted: Expression<{ readonly id: MemberId; readonly place: bigint }>,
): Promise<readonly MemberDetail[]> {
  const rows = await selectRows(database, selectDetails(organizationId, wanted));
  return rows.map((row) => ({
    id: row.id,
    username: row.username,
    email: row.email,
    displayName: row.display_name,
    role: row.role,
    leadScope: row.lead_scope,
    teamId: row.team_id,
    team: row.team,
    skills: row.skills,
    hasPassword: row.has_password,
    createdAt: row.created_at,
    deactivatedAt: row.deactivated_at,
    erasedAt: row.erased_at,
  }));
}

function selectDetails(
  organizationId: number,
  wanted: Expression<{ readonly id: MemberId; readonly place: bigint }>,
) {
  return kysely
    .selectFrom(sql<{ id: MemberId; place: bigint }>`${wanted}`.as("wanted"))
    .innerJoin("users as member", (join) =>
      join.on("member.organization_id", "=", organizationId).onRef("member.id", "=", "wanted.id"),
    )
    .leftJoin("teams as team", (join) =>
      join
        .onRef("team.organization_id", "=", "member.organization_id")
        .onRef("team.id", "=", "member.team_id"),
    )
    .select(["member.id", "member.username", "member.email", "member.display_name"])
    .select(["member.role", "member.lead_scope", "member.team_id", "team.name as team"])
    .select(["member.created_at", "member.deactivated_at", "member.erased_at"])
    .select((eb) => [
      castTo(eb("member.password_hash", "is not", null), "bool").as("has_password"),
      eb
        .selectFrom("user_skills as rated")
        .innerJoin("skills as skill", (join) =>
          join
            .onRef("skill.organization_id", "=", "rated.organization_id")
            .onRef("skill.id", "=", "rated.skill_id"),
        )
        .select((one) => {
          const skill = one.ref("skill.name");
          const level = one.ref("rated.level");
          return jsonList(jsonObject({ name: skill, level }), [skill]).as("skills");
        })
        .whereRef("rated.organization_id", "=", "member.organization_id")
        .whereRef("rated.user_id", "=", "member.id")
        .$asScalar()
        .$notNull()
        .as("skills"),
    ])
    .orderBy("wanted.place");
}

/** Which of these members were erased. */
export async function listErasedMembers(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly MemberId[],
): Promise<ReadonlySet<MemberId>> {
  const erased = await database.user.findMany({
    where: { organizationId, id: { in: [...userIds] }, erasedAt: { not: null } },
    select: { id: true },
  });
  return new Set(erased.map(({ id }) => id));
}
