import { AppError } from "@/lib/errors";
import type {
  AssignmentAmendment,
  NewAssignment,
} from "@/lib/performance/assignments/write-schemas";
import { validateAssignment } from "@/lib/performance/domain/assignments/validate-assignment";
import { toSteps } from "@/lib/performance/domain/scoring/fact";
import { parseLocalDateTime } from "@/lib/performance/domain/time/local-time";
import type { AssignmentError, AssignmentInput } from "./assignment-input";

type ReadingContext = { readonly timeZone: string; readonly now: Date };
type Fields = Omit<AssignmentAmendment | NewAssignment, "required_skills" | "user_id" | "title">;
type AssignmentFields = Pick<
  AssignmentInput,
  "project" | "assignedAt" | "startedAt" | "dueAt" | "completedAt" | "difficulty" | "skillMatch"
>;

/**
 * The fields of a body in the units of the database; absent keys stay absent.
 * @throws AppError `invalid_request` for a time that cannot be read, and for a completion in the future.
 */
export function readAssignmentFields(fields: Fields, clock: ReadingContext): AssignmentFields {
  const { project, difficulty, skill_match: skillMatch } = fields;
  const { assigned_at: assignedAt, started_at: startedAt, due_at: dueAt } = fields;
  const { completed_at: completedAt } = fields;
  return {
    ...(project !== undefined && { project }),
    ...(assignedAt !== undefined && {
      assignedAt: readOptionalTime("assigned_at", assignedAt, clock, "start"),
    }),
    ...(startedAt !== undefined && {
      startedAt: readOptionalTime("started_at", startedAt, clock, "start"),
    }),
    ...(dueAt !== undefined && { dueAt: readOptionalTime("due_at", dueAt, clock, "end") }),
    ...(completedAt !== undefined && {
      completedAt: completedAt === null ? null : readCompletion(completedAt, clock),
    }),
    ...(difficulty !== undefined && { difficulty: readSteps(difficulty, 100) }),
    ...(skillMatch !== undefined && { skillMatch: readSteps(skillMatch, 10_000) }),
  };
}

const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** @throws AppError `invalid_request` for a time that cannot be read, or lies in the future. */
export function readCompletion(text: string, clock: ReadingContext): Date {
  const completedAt = readTime("completed_at", text, clock, "end");
  const error = validateAssignment({ ...EMPTY_FIELDS, completedAt }, clock.now, {
    completedAtIsDate: DATE_ONLY.test(text),
    timeZone: clock.timeZone,
  });
  if (error !== null) throw createInvalidFieldError(error);
  return completedAt;
}

export function createInvalidFieldError({ field, reason }: AssignmentError): AppError {
  return new AppError("invalid_request", `${reason} Nothing was changed.`, {
    invalidParams: [{ name: field, reason }],
  });
}

const EMPTY_FIELDS = {
  assignedAt: null,
  startedAt: null,
  dueAt: null,
  skillMatch: null,
  difficulty: null,
  requiredSkills: [],
} as const;

function readOptionalTime(
  field: string,
  text: string | null,
  clock: ReadingContext,
  dateOnly: "start" | "end",
) {
  return text === null ? null : readTime(field, text, clock, dateOnly);
}

function readTime(
  field: string,
  text: string,
  { timeZone }: ReadingContext,
  dateOnly: "start" | "end",
): Date {
  const instant = parseLocalDateTime(text, timeZone, dateOnly);
  if (instant === null) {
    const reason = `${field} must be a date such as 2026-05-15 or a time such as 2026-05-15T14:30:00Z, from 1900 to 2200.`;
    throw createInvalidFieldError({ field, reason });
  }
  return instant;
}

function readSteps(value: number | null, stepsPerUnit: 100 | 10_000): number | null {
  return value === null ? null : toSteps(value, stepsPerUnit);
}
