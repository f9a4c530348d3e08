import { describeProblem, isRejected } from "@/lib/http/problem-text";
import type { PlainMessageKey, Translate } from "@/lib/i18n/messages";

/** The error of each field of an assignment. */
const fieldErrors = {
  user_id: "assignments.personInvalid",
  title: "assignments.titleInvalid",
  project: "assignments.projectInvalid",
  assigned_at: "assignments.momentInvalid",
  started_at: "assignments.momentInvalid",
  due_at: "assignments.momentInvalid",
  completed_at: "assignments.completedInvalid",
  difficulty: "assignments.difficultyInvalid",
  skill_match: "assignments.skillMatchInvalid",
  required_skills: "assignments.skillsInvalid",
} as const satisfies Record<string, PlainMessageKey>;

export type AssignmentFieldName = keyof typeof fieldErrors;

/** The error of a field in the reader's language; null where the server accepted it. */
export function findCellError(
  error: Error | null,
  field: AssignmentFieldName,
  translate: Translate,
): string | null {
  return isRejected(error, field) ? translate(fieldErrors[field]) : null;
}

/** Why an assignment was not changed; errors of fields are beside the fields. */
export function describeAssignmentProblem(
  error: Error | null,
  translate: Translate,
): string | null {
  const isFieldRejected = Object.keys(fieldErrors).some((field) => isRejected(error, field));
  return isFieldRejected
    ? translate("problem.fields")
    : describeProblem(error, translate, {
        403: "assignments.forbidden",
        404: "assignments.gone",
        409: "assignments.conflict",
      });
}
