import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { execute, selectRow } from "@/lib/db/select-rows";
import { lower } from "@/lib/db/text";

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
  const found = await selectRow(
    database,
    kysely
      .selectFrom("teams")
      .select("id")
      .where("organization_id", "=", organizationId)
      .where((eb) => eb(lower(eb.ref("name")), "=", lower(name)))
      .limit(1),
  );
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

/** Deletes a team. Its members are in no team then. */
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

/** The id of the team of this name in any case, created where there is none. */
export async function getOrInsertTeam(
  transaction: Transaction,
  organizationId: number,
  name: string,
  createdAt: Date,
): Promise<number> {
  await execute(
    transaction,
    kysely
      .insertInto("teams")
      .values({ organization_id: organizationId, name, created_at: createdAt })
      .onConflict((conflict) => conflict.doNothing()),
  );
  const id = await findTeamIdByName(transaction, organizationId, name);
  if (id === null) throw new Error("A team that was created cannot be found.");
  return id;
}
