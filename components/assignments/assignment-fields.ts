import type { Format } from "@/lib/i18n/format";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import {
  type DateOnly,
  formatLocalDateTime,
  type LocalDateTime,
  parseLocalDateTime,
  toLocalDateTime,
} from "./local-date-time";

export const dateTimeFields = ["assigned_at", "started_at", "due_at", "completed_at"] as const;
export type DateTimeField = (typeof dateTimeFields)[number];

/** The time that a day without one means in each field. */
export const toDateOnly = {
  assigned_at: "start",
  started_at: "start",
  due_at: "end",
  completed_at: "end",
} as const satisfies Record<DateTimeField, DateOnly>;

/** The fields of an assignment's form as text; an empty field is empty text. */
export type AssignmentTexts = Readonly<Record<DateTimeField, string>> & {
  readonly title: string;
  readonly project: string;
  readonly difficulty: string;
  /** In percent. */
  readonly skill_match: string;
  readonly required_skills: AssignmentResponse["required_skills"];
};

export const emptyTexts: AssignmentTexts = {
  title: "",
  project: "",
  assigned_at: "",
  started_at: "",
  due_at: "",
  completed_at: "",
  difficulty: "",
  skill_match: "",
  required_skills: [],
};

/** The fields of a stored assignment. Hidden texts stay empty. */
export function getTexts(
  assignment: AssignmentResponse,
  { timeZone, score: numberText }: Pick<Format, "timeZone" | "score">,
): AssignmentTexts {
  const moment = (field: DateTimeField) =>
    formatLocalDateTime(toLocalDateTime(assignment[field], timeZone, toDateOnly[field]));
  const { difficulty, skill_match: match } = assignment;
  return {
    title: assignment.title ?? "",
    project: assignment.project ?? "",
    assigned_at: moment("assigned_at"),
    started_at: moment("started_at"),
    due_at: moment("due_at"),
    completed_at: moment("completed_at"),
    difficulty: difficulty === null ? "" : numberText(difficulty),
    // Rounds to whole steps first: 0.5743 * 100 is not 57.43 in doubles.
    skill_match: match === null ? "" : numberText(Math.round(match * 10_000) / 100),
    required_skills: assignment.required_skills,
  };
}

/** The values of a form: the texts, with days and times of day in separate inputs. */
export type AssignmentValues = Omit<AssignmentTexts, DateTimeField | "required_skills"> &
  Record<DateTimeField, LocalDateTime> & {
    required_skills: { name: string; level: number }[];
  };

export function toValues(texts: AssignmentTexts): AssignmentValues {
  return {
    ...texts,
    assigned_at: parseLocalDateTime(texts.assigned_at),
    started_at: parseLocalDateTime(texts.started_at),
    due_at: parseLocalDateTime(texts.due_at),
    completed_at: parseLocalDateTime(texts.completed_at),
    required_skills: texts.required_skills.map((skill) => ({ ...skill })),
  };
}

/** The texts as they were typed; a skill without a name is left out. */
export function toTexts(values: AssignmentValues): AssignmentTexts {
  return {
    title: values.title.trim(),
    project: values.project.trim(),
    assigned_at: formatLocalDateTime(values.assigned_at),
    started_at: formatLocalDateTime(values.started_at),
    due_at: formatLocalDateTime(values.due_at),
    completed_at: formatLocalDateTime(values.completed_at),
    difficulty: values.difficulty.trim(),
    skill_match: values.skill_match.trim(),
    required_skills: values.required_skills
      .map(({ name, level }) => ({ name: name.trim(), level }))
      .filter(({ name }) => name !== ""),
  };
}

/** The changed fields of a request; an emptied field is null. Invalid text is sent as typed: the server rejects it. */
export function listChangedFields(
  before: AssignmentTexts,
  after: AssignmentTexts,
): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  if (after.title !== before.title) changed.title = after.title;
  for (const field of ["project", ...dateTimeFields] as const) {
    if (after[field] !== before[field]) changed[field] = after[field] === "" ? null : after[field];
  }
  if (after.difficulty !== before.difficulty) changed.difficulty = parseNumber(after.difficulty, 1);
  if (after.skill_match !== before.skill_match) {
    changed.skill_match = parseNumber(after.skill_match, 100);
  }
  if (JSON.stringify(after.required_skills) !== JSON.stringify(before.required_skills)) {
    changed.required_skills = after.required_skills;
  }
  return changed;
}

/** Reads a number with a decimal point or comma; text that is no number is returned as it is. */
function parseNumber(text: string, divisor: number): number | string | null {
  if (text === "") return null;
  const number = Number(text.replace(",", ".").replace("%", ""));
  return Number.isFinite(number) ? Number((number / divisor).toFixed(6)) : text;
}
