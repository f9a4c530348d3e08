import type { AssignmentStatus } from "@/lib/performance/ledger/queries/stored-assignments";

/** A skill as a file names it, with a required level of 1–10. */
export type NamedSkill = { readonly name: string; readonly level: number };

/**
 * A valid row of a file. An absent key had no column, so the stored value stays; null was an empty cell. Units are
 * those of the database: difficulty in 1/100, match in 1/10000.
 */
export type AssignmentRow = {
  readonly externalId: string;
  readonly title: string;
  /** A username or an email address, as written. */
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

/** Why a row is rejected: the invalid column (`row` for the row as a whole) and a sentence. */
export type RowError = { readonly field: string; readonly reason: string };

/** A row of a file: its number from 1 after the header, its cells, and the assignment or the errors read from them. */
export type ImportRow = {
  readonly rowNumber: number;
  readonly given: Readonly<Record<string, unknown>>;
} & (
  | { readonly row: AssignmentRow; readonly fault: null }
  | { readonly row: null; readonly fault: RowError }
);
