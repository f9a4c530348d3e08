import { describeProblem, isRejected } from "@/lib/http/problem-text";
import type { PlainMessageKey, Translate } from "@/lib/i18n/messages";
import {
  getField,
  type JsonFieldName,
  type TimeFieldName,
  toKey,
} from "@/lib/performance/domain/assignments/field-names";

/** The fields whose errors are shown beside their inputs: all but those that no form has. */
export type AssignmentFieldName = Exclude<JsonFieldName, "external_id" | "status">;

function getFieldError(field: AssignmentFieldName): PlainMessageKey {
  if (field === "user_id") return "assignments.personInvalid";
  if (field === "completed_at") return "assignments.completedInvalid";
  if (field === "required_skills") return "assignments.skillsInvalid";
  return isTime(field) ? "assignments.momentInvalid" : `assignments.${toKey(field)}Invalid`;
}

function isTime(field: JsonFieldName): field is TimeFieldName {
  return getField(field).kind === "time";
}

/** The error of a field in the reader's language; null where the server accepted it. */
export function findFieldError(
  error: Error | null,
  field: AssignmentFieldName,
  translate: Translate,
): string | null {
  return isRejected(error, field) ? translate(getFieldError(field)) : null;
}

/**
 * Why an assignment was not changed.
 *
 * @param fields the names of the fields of the form, which show their own errors; none for a button.
 */
export function describeAssignmentProblem(
  error: Error | null,
  translate: Translate,
  fields: readonly string[] = [],
): string | null {
  return fields.some((field) => isRejected(error, field))
    ? translate("problem.fields")
    : describeProblem(error, translate, {
        403: "assignments.forbidden",
        404: "assignments.gone",
        409: "assignments.conflict",
      });
}
