import "server-only";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
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

/**
 * Finds the skills that a request names.
 * @throws AppError `invalid_request` that names each skill that the organization does not have.
 */
export async function requireSkills(
  transaction: Transaction,
  organizationId: number,
  named: readonly NamedSkill[],
): Promise<readonly RequiredSkill[]> {
  const names = new Set(named.map(({ name }) => name));
  const known = await listSkillIdsByName(transaction, organizationId, [...names]);
  const unknown = named.flatMap(({ name }, index) => (known.has(name) ? [] : [{ name, index }]));
  if (unknown.length > 0) throw createUnknownSkillsError(unknown);
  return pickSkills(named, known);
}

function createUnknownSkillsError(
  unknown: readonly { readonly name: string; readonly index: number }[],
): AppError {
  const quoted = unknown.map(({ name }) => `“${name}”`).join(", ");
  return new AppError(
    "invalid_request",
    `Nothing was changed: the organization has no skill ${quoted}. An administrator can create it.`,
    {
      invalidParams: unknown.map(({ name, index }) => ({
        ...{ name: `required_skills.${index}.name`, code: "unknown_reference" as const },
        reason: `must be the name of a skill of the organization, not “${name}”`,
      })),
    },
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
