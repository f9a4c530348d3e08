import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

/** Who is meant: everybody of the organization, of one team, or one member alone. */
export type Group =
  | { readonly kind: "organization" }
  | { readonly kind: "team"; readonly teamId: number }
  | { readonly kind: "member"; readonly userId: number };

/** Holds for the rows of `user_performance AS performance` that are active members of the group. */
export function isActiveIn(organizationId: number, group: Group): Prisma.Sql {
  const active = Prisma.sql`performance.organization_id = ${organizationId} AND performance.is_active`;
  switch (group.kind) {
    case "organization":
      return active;
    case "team":
      return Prisma.sql`${active} AND performance.user_id IN (
        SELECT id FROM users WHERE organization_id = ${organizationId} AND team_id = ${group.teamId})`;
    case "member":
      return Prisma.sql`${active} AND performance.user_id = ${group.userId}`;
  }
}

/** Active members, and those of them with a score. */
export type GroupSize = { readonly members: number; readonly rated: number };

/** The active members of a team, or null of those who are in none. */
export type TeamSize = GroupSize & { readonly teamId: number | null };

/** How many people each team of the organization has; every team is there, and last those who are in none. */
export async function listTeamSizes(
  database: Database | Transaction,
  organizationId: number,
): Promise<readonly TeamSize[]> {
  const rows = await database.$queryRaw<
    { team_id: number | null; members: number; rated: number }[]
  >(Prisma.sql`
    SELECT team.id AS team_id, count(performance.user_id)::int AS members,
      count(performance.score)::int AS rated
    FROM (
      SELECT id FROM teams WHERE organization_id = ${organizationId} UNION ALL SELECT NULL
    ) AS team
    LEFT JOIN (
      users AS member JOIN user_performance AS performance
        ON performance.organization_id = member.organization_id
        AND performance.user_id = member.id AND performance.is_active
    ) ON member.organization_id = ${organizationId} AND member.team_id IS NOT DISTINCT FROM team.id
    GROUP BY team.id ORDER BY team.id NULLS LAST`);
  return rows.map(({ team_id, members, rated }) => ({ teamId: team_id, members, rated }));
}

export async function hasTeam(
  database: Database | Transaction,
  organizationId: number,
  teamId: number,
): Promise<boolean> {
  const team = await database.team.findUnique({
    where: { organizationId_id: { organizationId, id: teamId } },
    select: { id: true },
  });
  return team !== null;
}
