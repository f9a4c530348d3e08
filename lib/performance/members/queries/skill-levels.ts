import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { SkillLevels } from "@/lib/performance/domain/scoring/skill-match";

/** The levels of members in their rated skills. A member without any is absent. */
export async function listSkillLevels(
  transaction: Transaction,
  organizationId: number,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, SkillLevels>> {
  if (userIds.length === 0) return new Map();
  const rows = await transaction.userSkill.findMany({
    where: { organizationId, userId: { in: [...userIds] } },
    select: { userId: true, skillId: true, level: true },
  });
  const levels = new Map<number, Map<number, number>>();
  for (const { userId, skillId, level } of rows) {
    const ofMember = levels.get(userId) ?? new Map<number, number>();
    levels.set(userId, ofMember.set(skillId, level));
  }
  return levels;
}
