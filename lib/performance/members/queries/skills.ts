import "server-only";
import type { Database, Transaction } from "@/lib/db/client";

export type SkillRecord = { readonly id: number; readonly name: string };

/** A page of skills, by id. */
export async function listSkillRecords(
  database: Database | Transaction,
  organizationId: number,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly SkillRecord[]> {
  return database.skill.findMany({
    where: { organizationId, id: { gt: after } },
    orderBy: { id: "asc" },
    take: limit,
    select: { id: true, name: true },
  });
}

/** Null where the organization has no such skill. */
export async function findSkillRecord(
  database: Database | Transaction,
  organizationId: number,
  id: number,
): Promise<SkillRecord | null> {
  return database.skill.findFirst({
    where: { organizationId, id },
    select: { id: true, name: true },
  });
}

/** The ids of skills by their names in lower case, as the database has it; unknown names are absent. */
export async function listSkillIdsByName(
  database: Database | Transaction,
  organizationId: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = await database.$queryRaw<{ name: string; id: number }[]>`
    SELECT given.name, min(skills.id) AS id
    FROM unnest(${names}::text[]) AS given (name)
    JOIN skills ON skills.organization_id = ${organizationId} AND lower(skills.name) = lower(given.name)
    GROUP BY given.name`;
  return new Map(found.map(({ name, id }) => [name, id]));
}

export async function insertSkill(
  transaction: Transaction,
  organizationId: number,
  name: string,
): Promise<number> {
  const { id } = await transaction.skill.create({
    data: { organizationId, name },
    select: { id: true },
  });
  return id;
}

export async function renameSkill(
  transaction: Transaction,
  organizationId: number,
  id: number,
  name: string,
): Promise<void> {
  await transaction.skill.updateMany({ where: { organizationId, id }, data: { name } });
}

/**
 * Ids by name of these skills, which are told apart without regard to case; the missing ones are
 * made. The database compares, since its idea of case may differ from that of JavaScript.
 */
export async function getOrInsertSkills(
  transaction: Transaction,
  organizationId: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (names.length === 0) return new Map();
  await transaction.$executeRaw`
    INSERT INTO skills (organization_id, name)
    SELECT ${organizationId}, named.name
    FROM (
      SELECT DISTINCT ON (lower(name)) name
      FROM unnest(${names}::text[]) WITH ORDINALITY AS given (name, place)
      ORDER BY lower(name), place
    ) AS named
    WHERE NOT EXISTS (
      SELECT 1 FROM skills
      WHERE organization_id = ${organizationId} AND lower(skills.name) = lower(named.name)
    )
    ON CONFLICT DO NOTHING`;
  return listSkillIdsByName(transaction, organizationId, names);
}
