import type { AssignmentStatus } from "@/lib/performance/ledger/queries/stored-assignments";

/** A skill as a file names it, with a required level of 1–10. */
export type NamedSkill = { readonly name: string; readonly level: number };

/**
 * A sound row of a file. An absent key was no column of the file, so that what is stored stays;
 * null was an empty cell. Units are those of the database: difficulty in 1/100, match in 1/10000.
 */
export type AssignmentRow = {
  readonly externalId: string;
  readonly title: string;
  /** A username or an e-mail address, as written. */
  readonly assignee: string;
  readonly project?: string | null;
  readonly status?: AssignmentStatus;
  readonly assignedAt?: Date | null;
  readonly startedAt?: Date | null;
  readonly dueAt?: Date | null;
  readonly completedAt?: Date | null;
  readonly difficulty?: number | null;
  readonly skillMatch?: number | null;
  readonly requiredSkills?: readonly NamedSkill[];
};

/** Why a row is turned away: the column at fault (`row` where it is none of them) and a sentence. */
export type RowError = { readonly field: string; readonly reason: string };

/** A row of a file: counted from 1 after the header, as it was given, and what it means or why it means nothing. */
export type ImportRow = {
  readonly rowNumber: number;
  readonly given: Readonly<Record<string, unknown>>;
} & (
  | { readonly row: AssignmentRow; readonly fault: null }
  | { readonly row: null; readonly fault: RowError }
);
