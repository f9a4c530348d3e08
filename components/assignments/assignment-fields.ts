import { getText } from "@/components/ui/forms/form";
import type { Format } from "@/lib/i18n/format";
import type { AssignmentResponse } from "@/lib/performance/assignments/schemas";
import { type DateOnly, formatLocalDateTime, toLocalDateTime } from "./local-date-time";

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

/** The fields as they were typed; a field that the form lacks keeps its earlier text. */
export function readTexts(fields: FormData, before: AssignmentTexts): AssignmentTexts {
  const text = (name: keyof AssignmentTexts & string, stored: string) =>
    fields.has(name) ? getText(fields, name) : stored;
  const moment = (field: DateTimeField) =>
    fields.has(field)
      ? formatLocalDateTime({
          date: getText(fields, field),
          time: getText(fields, `${field} time`),
        })
      : before[field];
  return {
    title: text("title", before.title),
    project: text("project", before.project),
    assigned_at: moment("assigned_at"),
    started_at: moment("started_at"),
    due_at: moment("due_at"),
    completed_at: moment("completed_at"),
    difficulty: text("difficulty", before.difficulty),
    skill_match: text("skill_match", before.skill_match),
    required_skills: fields.has("skills are here") ? readSkills(fields) : before.required_skills,
  };
}

function readSkills(fields: FormData): AssignmentTexts["required_skills"] {
  const levels = fields.getAll("skill level");
  return fields.getAll("skill name").flatMap((value, index) => {
    const name = typeof value === "string" ? value.trim() : "";
    return name === "" ? [] : [{ name, level: Number(levels[index]) }];
  });
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
