import type { FactInput } from "@/lib/performance/domain/scoring/fact";
import { toLocalDate } from "@/lib/performance/domain/time/local-time";

/** A completion may be this far in the future, because the clocks of other systems differ. */
const TOLERATED_LEAD_MILLISECONDS = 5 * 60 * 1000;

/** A field of an assignment, by its name in files and requests. */
export type AssignmentField = "completed_at" | "skill_match" | "difficulty" | "required_skills";

export type AssignmentValidationError = {
  readonly field: AssignmentField;
  /** A sentence for a person. */
  readonly reason: string;
};

export type AssignmentToValidate = Omit<FactInput, "completedAt"> & {
  /** Null while the assignment is open. */
  readonly completedAt: Date | null;
};

/**
 * Returns the first validation error, or null for a valid assignment. A completion date without a time means the end of
 * that day, so it may be today but not later.
 */
export function validateAssignment(
  assignment: AssignmentToValidate,
  now: Date,
  { completedAtIsDate = false, timeZone }: { completedAtIsDate?: boolean; timeZone: string },
): AssignmentValidationError | null {
  return findNumberError(assignment) ?? findTimeError(assignment, now, completedAtIsDate, timeZone);
}

function findNumberError(assignment: AssignmentToValidate): AssignmentValidationError | null {
  if (!isNullOrWithin(assignment.skillMatch, 10_000)) {
    return { field: "skill_match", reason: "skill_match must be a number from 0 to 1." };
  }
  if (!isNullOrWithin(assignment.difficulty, 1000)) {
    return { field: "difficulty", reason: "difficulty must be a number from 0 to 10." };
  }
  if (!assignment.requiredSkills.every(({ level }) => level >= 1 && isNullOrWithin(level, 10))) {
    return {
      field: "required_skills",
      reason: "required_skills must have whole levels from 1 to 10.",
    };
  }
  return null;
}

function findTimeError(
  { startedAt, assignedAt, completedAt }: AssignmentToValidate,
  now: Date,
  completedAtIsDate: boolean,
  timeZone: string,
): AssignmentValidationError | null {
  if (completedAt === null) return null;
  if (startedAt !== null && completedAt < startedAt) {
    return { field: "completed_at", reason: "completed_at must not be before started_at." };
  }
  if (assignedAt !== null && completedAt < assignedAt) {
    return { field: "completed_at", reason: "completed_at must not be before assigned_at." };
  }
  if (completedAtIsDate) {
    return toLocalDate(completedAt, timeZone) > toLocalDate(now, timeZone)
      ? { field: "completed_at", reason: "completed_at must not be after today." }
      : null;
  }
  return completedAt.getTime() - now.getTime() > TOLERATED_LEAD_MILLISECONDS
    ? {
        field: "completed_at",
        reason: "completed_at must not be more than five minutes in the future.",
      }
    : null;
}

function isNullOrWithin(value: number | null, maximum: number): boolean {
  return value === null || (Number.isInteger(value) && value >= 0 && value <= maximum);
}
