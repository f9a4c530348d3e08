import "server-only";
import type { Database, Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute, selectRows } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import { lower } from "@/lib/db/text";
import type { SkillId } from "@/lib/performance/domain/units/ids";

export type SkillRecord = { readonly id: SkillId; readonly name: string };

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
  id: SkillId,
): Promise<SkillRecord | null> {
  return database.skill.findFirst({
    where: { organizationId, id },
    select: { id: true, name: true },
  });
}

/** Ids by name, in any case; unknown names are absent. */
export async function listSkillIdsByName(
  database: Database | Transaction,
  organizationId: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = await selectRows(
    database,
    kysely
      .selectFrom(unnestRows("given", { name: ["text", names] }))
      .innerJoin("skills", (join) =>
        join
          .on("skills.organization_id", "=", organizationId)
          .on((eb) => eb(lower(eb.ref("skills.name")), "=", lower(eb.ref("given.name")))),
      )
      .select((eb) => ["given.name", eb.fn.min("skills.id").as("id")])
      .groupBy("given.name"),
  );
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
  id: SkillId,
  name: string,
): Promise<void> {
  await transaction.skill.updateMany({ where: { organizationId, id }, data: { name } });
}

/**
 * Ids by name, in any case; creates missing skills. The database compares, because its rules of case may differ from
 * JavaScript's.
 */
export async function getOrInsertSkills(
  transaction: Transaction,
  organizationId: number,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (names.length === 0) return new Map();
  const given = unnestRows("given", {
    name: ["text", names],
    place: ["int4", names.map((_, index) => index)],
  });
  const named = kysely
    .selectFrom(given)
    .distinctOn((eb) => lower(eb.ref("given.name")))
    .select("given.name")
    .orderBy((eb) => lower(eb.ref("given.name")))
    .orderBy("given.place");
  await execute(
    transaction,
    kysely
      .insertInto("skills")
      .columns(["organization_id", "name"])
      .expression(
        kysely
          .selectFrom(named.as("named"))
          .select([parameter(organizationId, "int4").as("organization_id"), "named.name"])
          .where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom("skills")
                  .select("skills.id")
                  .where("skills.organization_id", "=", organizationId)
                  .where((skill) =>
                    skill(lower(skill.ref("skills.name")), "=", lower(skill.ref("named.name"))),
                  ),
              ),
            ),
          ),
      )
      .onConflict((conflict) => conflict.doNothing()),
  );
  return listSkillIdsByName(transaction, organizationId, names);
}
