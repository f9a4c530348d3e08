import { toLocalDate } from "@/lib/performance/domain/time/local-time";
import { assignmentFields } from "./assignment-fields";
import {
  type FieldName,
  type GivenFields,
  type NumberFieldName,
  numberFieldNames,
  sortByField,
  toKey,
} from "./field-names";
import { describeLevelRule, describeNumberRule } from "./value-rules";

/** A completion may be this far in the future, because the clocks of other systems differ. */
const TOLERATED_LEAD_MILLISECONDS = 5 * 60 * 1000;

/** Why an assignment is invalid: a field by its name in files and requests, and a sentence for a person. */
export type AssignmentError<Field = string> = { readonly field: Field; readonly reason: string };

type Given = GivenFields<never, { readonly level: number }>;
type Unchecked<Value> = Value extends number ? number : Value;

/**
 * An assignment or a part of it, with numbers that need not be in their units. Rules about absent fields do not apply.
 */
export type AssignmentToValidate = { readonly [Key in keyof Given]?: Unchecked<Given[Key]> };

type Setting = { readonly completedAtIsDate?: boolean; readonly timeZone: string };

/**
 * All errors in the order of the fields. A completion date without a time means the end of that day, so it may be today
 * but not later.
 */
export function validateAssignment(
  assignment: AssignmentToValidate,
  now: Date,
  setting: Setting,
): readonly AssignmentError<FieldName>[] {
  return sortByField([
    ...listStatusErrors(assignment),
    ...listTimeErrors(assignment, now, setting),
    ...listNumberErrors(assignment),
  ]);
}

/** A completed assignment has a time of completion, any other has none. */
function listStatusErrors({ status, completedAt }: AssignmentToValidate) {
  if (completedAt && status !== undefined && status !== "completed") {
    return [createCompletionError(`must be empty where status is ${status}`)];
  }
  return completedAt === null && status === "completed"
    ? [createCompletionError("must be given where status is completed")]
    : [];
}

function listTimeErrors(
  { startedAt, assignedAt, completedAt }: AssignmentToValidate,
  now: Date,
  setting: Setting,
) {
  if (!completedAt) return [];
  return [
    ...(assignedAt && completedAt < assignedAt
      ? [createCompletionError("must not be before assigned_at")]
      : []),
    ...(startedAt && completedAt < startedAt
      ? [createCompletionError("must not be before started_at")]
      : []),
    ...listFutureErrors(completedAt, now, setting),
  ];
}

function listFutureErrors(
  completedAt: Date,
  now: Date,
  { completedAtIsDate = false, timeZone }: Setting,
) {
  if (completedAtIsDate) {
    return toLocalDate(completedAt, timeZone) > toLocalDate(now, timeZone)
      ? [createCompletionError("must not be after today")]
      : [];
  }
  return completedAt.getTime() - now.getTime() > TOLERATED_LEAD_MILLISECONDS
    ? [createCompletionError("must not be more than five minutes in the future")]
    : [];
}

function createCompletionError(rule: string): AssignmentError<FieldName> {
  return { field: "completed_at", reason: `completed_at ${rule}.` };
}

/** The ranges in stored steps, for a caller of this process, whose values no source has checked. */
function listNumberErrors(assignment: AssignmentToValidate) {
  return [
    ...numberFieldNames.flatMap((name) => listRangeErrors(name, assignment[toKey(name)])),
    ...listLevelErrors(assignment),
  ];
}

function listLevelErrors({ requiredSkills = [] }: AssignmentToValidate) {
  const field = "required_skills" as const;
  return requiredSkills.every(({ level }) => level >= 1 && isStep(level, maxLevel))
    ? []
    : [{ field, reason: describeLevelRule(field, skills) }];
}

const skills = assignmentFields.required_skills;
const { maxLevel } = skills;

function listRangeErrors(field: NumberFieldName, steps: number | null | undefined) {
  const declaration = assignmentFields[field];
  const maximum = declaration.parse(declaration.maximum);
  return steps === undefined || steps === null || isStep(steps, maximum)
    ? []
    : [{ field, reason: describeNumberRule(field, declaration) }];
}

function isStep(value: number, maximum: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= maximum;
}
