import { validateAssignment } from "@/lib/performance/domain/assignments/validate-assignment";
import type { AssignmentRow, NamedSkill, RowError } from "@/lib/performance/imports/import-row";
import { CellError, readInstant, readRequiredText, readSteps, readText } from "./cell";
import type { Cells, ColumnName } from "./columns";

export type RowSettings = {
  /** The organization's time zone, for times without an offset. */
  readonly timeZone: string;
  readonly now: Date;
};

const DEFAULT_SKILL_LEVEL = 5;
const MAX_SKILLS = 50;

/** @returns the parsed row, or the first error. */
export function parseAssignmentRow(
  cells: Cells,
  settings: RowSettings,
): { readonly row: AssignmentRow } | { readonly error: RowError } {
  try {
    const row = readRow(cells, settings);
    const error = findRowError(row, cells, settings);
    return error === null ? { row } : { error };
  } catch (error) {
    if (!(error instanceof CellError)) throw error;
    return { error: { field: error.field, reason: error.message } };
  }
}

function readRow(cells: Cells, { timeZone }: RowSettings): AssignmentRow {
  const readTime = (field: ColumnName, dateOnly: "start" | "end") =>
    readInstant(field, cells[field], timeZone, dateOnly)?.instant ?? null;
  return {
    externalId: readRequiredText("external_id", cells.external_id, {
      maxLength: 200,
      lines: "one",
    }),
    title: readRequiredText("title", cells.title, { maxLength: 500, lines: "many" }),
    assignee: readRequiredText("assignee", cells.assignee, { maxLength: 320, lines: "one" }),
    ...readState(cells, timeZone),
    ...("project" in cells && {
      project: readText("project", cells.project, { maxLength: 200, lines: "one" }),
    }),
    ...("assigned_at" in cells && { assignedAt: readTime("assigned_at", "start") }),
    ...("started_at" in cells && { startedAt: readTime("started_at", "start") }),
    ...("due_at" in cells && { dueAt: readTime("due_at", "end") }),
    ...("difficulty" in cells && {
      difficulty: readSteps("difficulty", cells.difficulty, { stepsPerUnit: 100, maximum: 10 }),
    }),
    ...("skill_match" in cells && {
      skillMatch: readSteps("skill_match", cells.skill_match, { stepsPerUnit: 10_000, maximum: 1 }),
    }),
    ...("required_skills" in cells && { requiredSkills: readSkills(cells.required_skills) }),
  };
}

/**
 * A completed assignment has a time of completion, any other has none. If the file lacks one of the columns, the stored
 * assignment is checked instead.
 */
function readState(cells: Cells, timeZone: string): Pick<AssignmentRow, "status" | "completedAt"> {
  const completed = readInstant("completed_at", cells.completed_at, timeZone, "end");
  const status = readStatus(cells.status);
  if (completed !== null && status !== null && status !== "completed") {
    throw new CellError("completed_at", `completed_at must be empty where status is ${status}.`);
  }
  if (completed === null && status === "completed" && "completed_at" in cells) {
    throw new CellError("completed_at", "completed_at must be given where status is completed.");
  }
  return {
    ...(status !== null && { status }),
    ...("completed_at" in cells && { completedAt: completed?.instant ?? null }),
  };
}

function readStatus(cell: unknown): NonNullable<AssignmentRow["status"]> | null {
  const text = readText("status", cell, { maxLength: 20, lines: "one" });
  if (text === null || text === "open" || text === "completed" || text === "cancelled") return text;
  throw new CellError("status", "status must be open, completed or cancelled.");
}

/**
 * Reads `name[:level]` separated by `;`, or in NDJSON a list of such texts. A name may have colons: the last one
 * counts.
 */
function readSkills(cell: unknown): readonly NamedSkill[] {
  const texts = Array.isArray(cell) ? cell : [cell];
  const skills = texts
    .flatMap((text) =>
      (readText("required_skills", text, { maxLength: 20_000, lines: "one" }) ?? "").split(";"),
    )
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .map(readSkill);
  if (skills.length > MAX_SKILLS) {
    throw new CellError("required_skills", `required_skills must be at most ${MAX_SKILLS}.`);
  }
  const names = skills.map(({ name }) => name.toLowerCase());
  const repeated = skills.find((_, index) => names.indexOf(names[index] ?? "") !== index);
  if (repeated !== undefined) {
    throw new CellError("required_skills", `required_skills names “${repeated.name}” twice.`);
  }
  return skills;
}

const SKILL = /^(.*?)(?::\s*([^:]*))?$/su;

function readSkill(text: string): NamedSkill {
  const [, namePart = "", levelPart] = SKILL.exec(text) ?? [];
  const name = namePart.trim();
  const level = levelPart === undefined ? DEFAULT_SKILL_LEVEL : toLevel(levelPart.trim());
  if (name === "" || [...name].length > 100) {
    throw new CellError(
      "required_skills",
      "required_skills must have names of 1 to 100 characters.",
    );
  }
  if (level === null) {
    throw new CellError("required_skills", "required_skills must have whole levels from 1 to 10.");
  }
  return { name, level };
}

function toLevel(text: string): number | null {
  const level = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return level >= 1 && level <= 10 ? level : null;
}

/** Checks the cells against each other. Ranges are checked before. */
function findRowError(row: AssignmentRow, cells: Cells, settings: RowSettings): RowError | null {
  const completed = readInstant("completed_at", cells.completed_at, settings.timeZone, "end");
  return validateAssignment(
    {
      assignedAt: row.assignedAt ?? null,
      startedAt: row.startedAt ?? null,
      dueAt: row.dueAt ?? null,
      completedAt: row.completedAt ?? null,
      skillMatch: row.skillMatch ?? null,
      difficulty: row.difficulty ?? null,
      requiredSkills: [],
    },
    settings.now,
    { completedAtIsDate: completed?.isDate ?? false, timeZone: settings.timeZone },
  );
}
