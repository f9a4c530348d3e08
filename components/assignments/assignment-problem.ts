import { describeProblem, isRejected } from "@/lib/http/problem-text";
import type { PlainMessageKey, Translate } from "@/lib/i18n/messages";

/** Why each field of an assignment is refused. */
const fieldErrors = {
  user_id: "work.personRefused",
  title: "work.titleRefused",
  project: "work.projectRefused",
  assigned_at: "work.momentRefused",
  started_at: "work.momentRefused",
  due_at: "work.momentRefused",
  completed_at: "work.completedRefused",
  difficulty: "work.difficultyRefused",
  skill_match: "work.skillMatchRefused",
  required_skills: "work.skillsRefused",
} as const satisfies Record<string, PlainMessageKey>;

export type AssignmentFieldName = keyof typeof fieldErrors;

/** What is wrong with a field, in the reader's language; null where the server took it. */
export function findCellError(
  error: Error | null,
  field: AssignmentFieldName,
  translate: Translate,
): string | null {
  return isRejected(error, field) ? translate(fieldErrors[field]) : null;
}

/** Why work was not changed; where it is because of fields, they say it themselves. */
export function describeAssignmentProblem(
  error: Error | null,
  translate: Translate,
): string | null {
  const isFieldRefused = Object.keys(fieldErrors).some((field) => isRejected(error, field));
  return isFieldRefused
    ? translate("problem.fields")
    : describeProblem(error, translate, {
        403: "work.forbidden",
        404: "work.gone",
        409: "work.conflict",
      });
}
