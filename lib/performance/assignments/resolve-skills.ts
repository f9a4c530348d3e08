import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { NamedSkill } from "@/lib/performance/domain/assignments/value-rules";
import type { RequiredSkill } from "@/lib/performance/domain/scoring/skill-match";
import type { SkillId } from "@/lib/performance/domain/units/ids";
import { getOrInsertSkills, listSkillIdsByName } from "@/lib/performance/members/queries/skills";

/** Finds skills by name in the caller's transaction, and creates those that do not exist. */
export async function resolveSkills(
  transaction: Transaction,
  organizationId: number,
  named: readonly NamedSkill[],
): Promise<readonly RequiredSkill[]> {
  const names = new Set(named.map(({ name }) => name));
  return pickSkills(named, await getOrInsertSkills(transaction, organizationId, [...names]));
}

/** As `resolveSkills`, without creating any: a missing skill has an id below 0, for which no member has a level. */
export async function imagineSkills(
  transaction: Transaction,
  organizationId: number,
  named: readonly NamedSkill[],
): Promise<readonly RequiredSkill[]> {
  const names = named.map(({ name }) => name);
  const known = await listSkillIdsByName(transaction, organizationId, names);
  return pickSkills(
    named,
    new Map(names.map((name, index) => [name, known.get(name) ?? -1 - index])),
  );
}

/** Two names that differ only by case may be one skill: the first one counts. */
export function pickSkills(
  named: readonly NamedSkill[],
  skillIds: ReadonlyMap<string, number>,
): readonly RequiredSkill[] {
  const levels = new Map<SkillId, number>();
  for (const { name, level } of named) {
    const skillId = skillIds.get(name);
    if (skillId !== undefined && !levels.has(skillId)) levels.set(skillId, level);
  }
  return [...levels].map(([skillId, level]) => ({ skillId, level }));
}
