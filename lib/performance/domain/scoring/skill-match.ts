import type { SkillId } from "@/lib/performance/domain/units/ids";
import {
  type MatchTenThousandths,
  roundMatch,
} from "@/lib/performance/domain/units/match-ten-thousandths";
import {
  add,
  multiply,
  type Rational,
  rational,
  ZERO,
} from "@/lib/performance/domain/units/rational";

/** A skill that an assignment requires, at a whole level of 1–10. */
export type RequiredSkill = { readonly skillId: SkillId; readonly level: number };

/** A member's whole levels 0–10 by skill id, without skills that were never rated. */
export type SkillLevels = ReadonlyMap<SkillId, number>;

/**
 * The mean, over the required skills in which the member has a level, of `min(1, level / required level)`: exact, then
 * rounded half up to steps of 1/10000 (0–10000). A level 0 counts as 0; a skill that was never rated is left out. Null
 * when no required skill is rated.
 *
 * @throws RangeError when a required level is not positive or a level is not whole.
 */
export function computeSkillMatch(
  requiredSkills: readonly RequiredSkill[],
  levels: SkillLevels,
): MatchTenThousandths | null {
  let total: Rational = ZERO;
  let rated = 0;
  for (const { skillId, level: required } of requiredSkills) {
    const level = levels.get(skillId);
    if (level === undefined) continue;
    total = add(total, rational(Math.min(level, required), required));
    rated += 1;
  }
  return rated === 0 ? null : roundMatch(multiply(total, rational(1, rated)));
}
