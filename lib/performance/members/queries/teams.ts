import "server-only";
import type { Database, Transaction } from "@/lib/db/client";

export type TeamRecord = {
  readonly id: number;
  readonly name: string;
  /** Active ones. */
  readonly members: number;
};

/** A page of teams, by id. */
export async function listTeamRecords(
  database: Database | Transaction,
  organizationId: number,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly TeamRecord[]> {
  const teams = await database.team.findMany({
    where: { organizationId, id: { gt: after } },
    orderBy: { id: "asc" },
    take: limit,
    select: columns,
  });
  return teams.map(readTeam);
}

/** Null where the organization has no such team. */
export async function findTeamRecord(
  database: Database | Transaction,
  organizationId: number,
  id: number,
): Promise<TeamRecord | null> {
  const team = await database.team.findFirst({ where: { organizationId, id }, select: columns });
  return team === null ? null : readTeam(team);
}

/** The id of the team of this name in any case, or null. */
export async function findTeamIdByName(
  database: Database | Transaction,
  organizationId: number,
  name: string,
): Promise<number | null> {
  const [found] = await database.$queryRaw<{ id: number }[]>`
    SELECT id FROM teams
    WHERE organization_id = ${organizationId} AND lower(name) = lower(${name}) LIMIT 1`;
  return found?.id ?? null;
}

export async function insertTeam(
  transaction: Transaction,
  organizationId: number,
  name: string,
  createdAt: Date,
): Promise<number> {
  const { id } = await transaction.team.create({
    data: { organizationId, name, createdAt },
    select: { id: true },
  });
  return id;
}

export async function renameTeam(
  transaction: Transaction,
  organizationId: number,
  id: number,
  name: string,
): Promise<void> {
  await transaction.team.updateMany({ where: { organizationId, id }, data: { name } });
}

/** Its members are in no team afterwards. */
export async function removeTeam(
  transaction: Transaction,
  organizationId: number,
  id: number,
): Promise<void> {
  await transaction.user.updateMany({
    where: { organizationId, teamId: id },
    data: { teamId: null },
  });
  await transaction.team.deleteMany({ where: { organizationId, id } });
}

const columns = {
  id: true,
  name: true,
  _count: { select: { members: { where: { deactivatedAt: null } } } },
} as const;

function readTeam({ id, name, _count }: { id: number; name: string; _count: { members: number } }) {
  return { id, name, members: _count.members };
}

/** The id of the team of this name in any case, made where there is none. */
export async function getOrInsertTeam(
  transaction: Transaction,
  organizationId: number,
  name: string,
  createdAt: Date,
): Promise<number> {
  await transaction.$executeRaw`
    INSERT INTO teams (organization_id, name, created_at)
    VALUES (${organizationId}, ${name}, ${createdAt})
    ON CONFLICT (organization_id, lower(name)) DO NOTHING`;
  const id = await findTeamIdByName(transaction, organizationId, name);
  if (id === null) throw new Error("A team that was made cannot be found.");
  return id;
}
