import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { NewMember } from "./members";

/** A member as administrators see them. */
export type MemberDetail = Omit<NewMember, "passwordHash"> & {
  readonly id: number;
  readonly team: string | null;
  readonly skills: readonly { readonly name: string; readonly level: number }[];
  readonly hasPassword: boolean;
  readonly createdAt: Date;
  readonly deactivatedAt: Date | null;
  /** When the person was removed; nobody is behind this member then. */
  readonly erasedAt: Date | null;
};

const name = Prisma.sql`lower(member.display_name) COLLATE "und-x-icu"`;
const team = Prisma.sql`lower(team.name) COLLATE "und-x-icu"`;
const erasedLast = Prisma.sql`member.erased_at IS NOT NULL`;

/** By what members are listed; those in no team, and erased people, come last. */
const orders = {
  id: Prisma.sql`member.id`,
  name: Prisma.sql`${erasedLast}, ${name}`,
  "-name": Prisma.sql`${erasedLast}, ${name} DESC`,
  role: Prisma.sql`${erasedLast}, member.role, ${name}`,
  "-role": Prisma.sql`${erasedLast}, member.role DESC, ${name}`,
  team: Prisma.sql`${erasedLast}, ${team} NULLS LAST, ${name}`,
  "-team": Prisma.sql`${erasedLast}, ${team} DESC NULLS LAST, ${name}`,
} as const;

export type MemberPage = {
  /** The member before the page; 0: from the beginning. */
  readonly after: number;
  readonly limit: number;
  /** Null: all. */
  readonly search: string | null;
  readonly sort: keyof typeof orders;
};

/** A page of members, deactivated ones included. */
export async function listMemberDetails(
  database: Database | Transaction,
  organizationId: number,
  { after, limit, search, sort }: MemberPage,
): Promise<readonly MemberDetail[]> {
  // Places are those among all members, so that a page goes on where another ended, whatever is searched for.
  return selectMembers(
    database,
    organizationId,
    Prisma.sql`
      WITH listed AS (
        SELECT member.id, member.display_name, member.username, member.email,
          row_number() OVER (ORDER BY ${orders[sort]}, member.id) AS place
        FROM users AS member
        LEFT JOIN teams AS team ON team.organization_id = member.organization_id
          AND team.id = member.team_id
        WHERE member.organization_id = ${organizationId}
      )
      SELECT id, place FROM listed
      WHERE place > coalesce((SELECT place FROM listed WHERE id = ${after}), 0)
        AND (${search}::text IS NULL
          OR position(lower(${search}::text) IN lower(display_name)) > 0
          OR position(lower(${search}::text) IN lower(username)) > 0
          OR position(lower(${search}::text) IN lower(email)) > 0)
      ORDER BY place LIMIT ${limit}`,
  );
}

/** Null where the organization has no such member. */
export async function findMemberDetail(
  database: Database | Transaction,
  organizationId: number,
  id: number,
): Promise<MemberDetail | null> {
  const [found] = await selectMembers(
    database,
    organizationId,
    Prisma.sql`SELECT ${id}::int AS id, 1 AS place`,
  );
  return found ?? null;
}

/** The same, held against every other writer until the transaction ends. */
export async function lockMemberDetail(
  transaction: Transaction,
  organizationId: number,
  id: number,
): Promise<MemberDetail | null> {
  await transaction.$queryRaw`
    SELECT id FROM users WHERE organization_id = ${organizationId} AND id = ${id}
    FOR NO KEY UPDATE`;
  return findMemberDetail(transaction, organizationId, id);
}

/** Whether there is an active administrator besides this one. */
export async function hasOtherAdministrator(
  transaction: Transaction,
  organizationId: number,
  id: number,
): Promise<boolean> {
  const others = await transaction.user.count({
    where: { organizationId, role: "admin", deactivatedAt: null, id: { not: id } },
  });
  return others > 0;
}

export type MemberUpdate = Partial<
  Pick<NewMember, "username" | "email" | "displayName" | "role" | "leadScope" | "teamId">
>;

export async function updateMemberRecord(
  transaction: Transaction,
  organizationId: number,
  id: number,
  update: MemberUpdate,
): Promise<void> {
  await transaction.user.updateMany({ where: { organizationId, id }, data: update });
}

/** Takes a member out of every ranking and lets nobody in as them, from an instant on; null undoes it. */
export async function setDeactivatedAt(
  transaction: Transaction,
  organizationId: number,
  id: number,
  deactivatedAt: Date | null,
): Promise<void> {
  await transaction.user.updateMany({ where: { organizationId, id }, data: { deactivatedAt } });
  await transaction.userPerformance.updateMany({
    where: { organizationId, userId: id },
    data: { isActive: deactivatedAt === null },
  });
}

/** Rates a member in skills by id; null takes a rating away. */
export async function writeSkillLevels(
  transaction: Transaction,
  organizationId: number,
  userId: number,
  levels: readonly { readonly skillId: number; readonly level: number | null }[],
  updatedAt: Date,
): Promise<void> {
  const rated = levels.flatMap(({ skillId, level }) => (level === null ? [] : { skillId, level }));
  const unrated = levels.flatMap(({ skillId, level }) => (level === null ? skillId : []));
  await transaction.userSkill.deleteMany({
    where: { organizationId, userId, skillId: { in: unrated } },
  });
  await transaction.$executeRaw`
    INSERT INTO user_skills (organization_id, user_id, skill_id, level, updated_at)
    SELECT ${organizationId}, ${userId}, skill_id, level, ${updatedAt}
    FROM unnest(${rated.map(({ skillId }) => skillId)}::int[],
      ${rated.map(({ level }) => level)}::smallint[]) AS rated (skill_id, level)
    ON CONFLICT (organization_id, user_id, skill_id)
    DO UPDATE SET level = excluded.level, updated_at = excluded.updated_at`;
}

type DetailRow = {
  id: number;
  username: string;
  email: string | null;
  display_name: string;
  role: MemberDetail["role"];
  lead_scope: MemberDetail["leadScope"];
  team_id: number | null;
  team: string | null;
  skills: { name: string; level: number }[] | null;
  has_password: boolean;
  created_at: Date;
  deactivated_at: Date | null;
  erased_at: Date | null;
};

/** Those whose ids and places the statement gives, by their place. */
async function selectMembers(
  database: Database | Transaction,
  organizationId: number,
  wanted: Prisma.Sql,
): Promise<readonly MemberDetail[]> {
  const rows = await database.$queryRaw<DetailRow[]>(Prisma.sql`
    SELECT member.id, member.username, member.email, member.display_name, member.role::text,
      member.lead_scope::text, member.team_id, team.name AS team,
      member.password_hash IS NOT NULL AS has_password, member.created_at, member.deactivated_at,
      member.erased_at,
      (SELECT json_agg(json_build_object('name', skill.name, 'level', rated.level) ORDER BY skill.name)
        FROM user_skills AS rated
        JOIN skills AS skill ON skill.organization_id = rated.organization_id
          AND skill.id = rated.skill_id
        WHERE rated.organization_id = member.organization_id AND rated.user_id = member.id) AS skills
    FROM (${wanted}) AS wanted
    JOIN users AS member ON member.organization_id = ${organizationId} AND member.id = wanted.id
    LEFT JOIN teams AS team ON team.organization_id = member.organization_id
      AND team.id = member.team_id
    ORDER BY wanted.place`);
  return rows.map((row) => ({
    id: row.id,
    username: row.username,
    email: row.email,
    displayName: row.display_name,
    role: row.role,
    leadScope: row.lead_scope,
    teamId: row.team_id,
    team: row.team,
    skills: row.skills ?? [],
    hasPassword: row.has_password,
    createdAt: row.created_at,
    deactivatedAt: row.deactivated_at,
    erasedAt: row.erased_at,
  }));
}

/** Which of these members were erased. */
export async function listErasedMembers(
  database: Database | Transaction,
  organizationId: number,
  userIds: readonly number[],
): Promise<ReadonlySet<number>> {
  const erased = await database.user.findMany({
    where: { organizationId, id: { in: [...userIds] }, erasedAt: { not: null } },
    select: { id: true },
  });
  return new Set(erased.map(({ id }) => id));
}
