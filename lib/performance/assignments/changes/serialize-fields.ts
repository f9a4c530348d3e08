import type { ChangedFields } from "@/lib/performance/assignments/changes/change-schemas";
import type { RecordedFields } from "@/lib/performance/domain/changes/replay-changes";
import {
  toDecimalDifficulty,
  toDifficultyHundredths,
} from "@/lib/performance/domain/units/difficulty-hundredths";
import type { MemberId, SkillId } from "@/lib/performance/domain/units/ids";
import {
  toDecimalMatch,
  toMatchTenThousandths,
} from "@/lib/performance/domain/units/match-ten-thousandths";
import { toInstantText } from "./list-due-moves";

/** What the ids in recorded fields mean to the caller. */
export type FieldNames = {
  readonly skills: ReadonlyMap<SkillId, string>;
  readonly isVisible: (userId: MemberId) => boolean;
};

const statuses = ["open", "completed", "cancelled"] as const;

/** Recorded fields in the units of the API; a member that the caller may not see is null. */
export function serializeFields(
  fields: RecordedFields,
  { skills, isVisible }: FieldNames,
): ChangedFields {
  const has = (field: keyof RecordedFields) => field in fields;
  const instants = (["assigned_at", "started_at", "due_at", "completed_at"] as const).filter(has);
  const userId = getNumber(fields.user_id);
  const difficulty = getNumber(fields.difficulty);
  const match = getNumber(fields.skill_match);
  const status = statuses.find((one) => one === fields.status);
  return {
    ...(has("user_id") && { user_id: userId !== null && isVisible(userId) ? userId : null }),
    ...(status !== undefined && { status }),
    ...(has("deleted") && { deleted: fields.deleted === true }),
    ...Object.fromEntries(instants.map((field) => [field, toInstantText(fields[field])])),
    ...(has("difficulty") && {
      difficulty:
        difficulty === null ? null : toDecimalDifficulty(toDifficultyHundredths(difficulty)),
    }),
    ...(has("skill_match") && {
      skill_match: match === null ? null : toDecimalMatch(toMatchTenThousandths(match)),
    }),
    ...(has("required_skills") && {
      required_skills: getSkills(fields)
        .map(([skillId, level]) => ({ name: skills.get(skillId) ?? `${skillId}`, level }))
        .sort((left, right) => left.name.localeCompare(right.name)),
    }),
  };
}

export function getNumber(value: RecordedFields["due_at"]): number | null {
  return typeof value === "number" ? value : null;
}

export function getSkills({ required_skills: skills }: RecordedFields) {
  return Array.isArray(skills) ? skills : [];
}
