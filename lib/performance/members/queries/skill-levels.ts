import "server-only";
import type { Transaction } from "@/lib/db/client";
import { kysely } from "@/lib/db/kysely";
import { unnestRows } from "@/lib/db/rowsets";
import { execute } from "@/lib/db/select-rows";
import { parameter } from "@/lib/db/sql-values";
import type { SkillLevels } from "@/lib/performance/domain/scoring/skill-match";
import type { MemberId, SkillId } from "@/lib/performance/domain/units/ids";

/** The levels of members in their rated skills. Members without ratings are absent. */
export async function listSkillLevels(
  transaction: Transaction,
  organizationId: number,
  userIds: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, SkillLevels>> {
  if (userIds.length === 0) return new Map();
  const rows = await transaction.userSkill.findMany({
    where: { organizationId, userId: { in: [...userIds] } },
    select: { userId: true, skillId: true, level: true },
  });
  const levels = new Map<MemberId, Map<SkillId, number>>();
  for (const { userId, skillId, level } of rows) {
    const ofMember = levels.get(userId) ?? new Map<SkillId, number>();
    levels.set(userId, ofMember.set(skillId, level));
  }
  return levels;
}

/** Writes a member's levels by skill id; null deletes a rating. */
export async function writeSkillLevels(
  transaction: Transaction,
  organizationId: number,
  userId: MemberId,
  levels: readonly { readonly skillId: SkillId; readonly level: number | null }[],
  updatedAt: Date,
): Promise<void> {
  const rated = levels.flatMap(({ skillId, level }) => (level === null ? [] : { skillId, level }));
  const unrated = levels.flatMap(({ skillId, level }) => (level === null ? skillId : []));
  await transaction.userSkill.deleteMany({
    where: { organizationId, userId, skillId: { in: unrated } },
  });
  await execute(
    transaction,
    kysely
      .insertInto("user_skills")
      .columns(["organization_id", "user_id", "skill_id", "level", "updated_at"])
      .expression(
        kysely
          .selectFrom(
            unnestRows("rated", {
              skill_id: ["int4", rated.map(({ skillId }) => skillId)],
              level: ["int2", rated.map(({ level }) => level)],
            }),
          )
          .select([
            parameter(organizationId, "int4").as("organization_id"),
            parameter(userId, "int4").as("user_id"),
            "rated.skill_id",
            "rated.level",
            parameter(updatedAt, "timestamptz").as("updated_at"),
          ]),
      )
      .onConflict((conflict) =>
        conflict.columns(["organization_id", "user_id", "skill_id"]).doUpdateSet((eb) => ({
          level: eb.ref("excluded.level"),
          updated_at: eb.ref("excluded.updated_at"),
        })),
      ),
  );
}
