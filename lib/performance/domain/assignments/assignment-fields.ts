import { parseDifficulty } from "@/lib/performance/domain/units/difficulty-hundredths";
import { parseMatch } from "@/lib/performance/domain/units/match-ten-thousandths";

/**
 * Each field of an assignment that a file, a program or a form can set, declared once. From it follow the JSON bodies
 * of the API, the cells of files, the columns of the database, the names in errors and the table of docs/imports.md.
 */

type Meaning = {
  /** A sentence for the reader of the API reference and of the file format. */
  readonly description: string;
  /** Whether every assignment has it. */
  readonly isRequired?: true;
  /** Whether it decides what a completion counts for, so that a contest can ask for its correction. */
  readonly isFact?: true;
  /** Where it can be given; both where absent. */
  readonly only?: "file" | "json";
};

export type TextField = Meaning & {
  readonly kind: "text";
  /** In Unicode code points. */
  readonly maxLength: number;
  readonly lines: "one" | "many";
};

/** The id of a member. */
export type IdField = Meaning & { readonly kind: "id" };

export type TimeField = Meaning & {
  readonly kind: "time";
  /** Whether a date without a time means the start or the end of that day. */
  readonly dateOnly: "start" | "end";
};

/** A number from 0, stored as a whole number of its unit. */
export type NumberField = Meaning & {
  readonly kind: "number";
  readonly maximum: number;
  /** Whether it is a share of 1, which forms show and read in percent. */
  readonly isShare?: true;
  /** Reads a decimal in the unit, rounded half up. @throws RangeError for what is no number */
  readonly parse: (decimal: number | string) => number;
};

export type ChoiceField = Meaning & {
  readonly kind: "choice";
  readonly choices: readonly string[];
};

/** Skills by their names, each with a whole level from 1. They have a table of their own. */
export type SkillsField = Meaning & {
  readonly kind: "skills";
  readonly maxSkills: number;
  readonly maxNameLength: number;
  readonly maxLevel: number;
  readonly defaultLevel: number;
};

export type FieldDeclaration =
  | TextField
  | IdField
  | TimeField
  | NumberField
  | ChoiceField
  | SkillsField;

/** In the order in which they are documented and errors are reported. */
export const assignmentFields = {
  external_id: {
    kind: "text",
    maxLength: 200,
    lines: "one",
    isRequired: true,
    description: "The id in the system that the assignment comes from; unique in the organization.",
  },
  title: {
    kind: "text",
    maxLength: 500,
    lines: "many",
    isRequired: true,
    description: "What is to be done.",
  },
  assignee: {
    kind: "text",
    maxLength: 320,
    lines: "one",
    isRequired: true,
    only: "file",
    description: "The username or e-mail address of the assignee, in upper or lower case.",
  },
  user_id: {
    kind: "id",
    isRequired: true,
    only: "json",
    description: "The member who is the assignee.",
  },
  assigned_at: {
    kind: "time",
    dateOnly: "start",
    isFact: true,
    description: "When it was assigned.",
  },
  started_at: {
    kind: "time",
    dateOnly: "start",
    isFact: true,
    description: "When the assignee began.",
  },
  due_at: {
    kind: "time",
    dateOnly: "end",
    isFact: true,
    description: "When it is due; without it, the completion has no on-time evidence.",
  },
  completed_at: {
    kind: "time",
    dateOnly: "end",
    isFact: true,
    description: "When it was completed.",
  },
  difficulty: {
    kind: "number",
    maximum: 10,
    parse: parseDifficulty,
    isFact: true,
    description: "How difficult it is.",
  },
  required_skills: {
    kind: "skills",
    maxSkills: 50,
    maxNameLength: 100,
    maxLevel: 10,
    defaultLevel: 5,
    isFact: true,
    description: "The skills that it requires.",
  },
  skill_match: {
    kind: "number",
    maximum: 1,
    isShare: true,
    parse: parseMatch,
    isFact: true,
    description:
      "How well the assignee's skills fit; without it, their levels in the required skills decide.",
  },
  status: {
    kind: "choice",
    choices: ["open", "completed", "cancelled"],
    description:
      "Without it: `completed` with a `completed_at`; `open` where `completed_at` is null and it was completed; otherwise as stored, or `open` for a new one.",
  },
  project: {
    kind: "text",
    maxLength: 200,
    lines: "one",
    description: "The project that it belongs to.",
  },
} as const satisfies Readonly<Record<string, FieldDeclaration>>;
