import type { AssignmentRow, ImportRow } from "./import-row";

/** Every escape in JSON text, matched one after the other, so that an escaped backslash never starts another escape. */
const ESCAPE = /\\(u[0-9a-f]{4}|.)/g;
const UNSTORABLE = /^u(?:0000|d[89a-f][0-9a-f]{2})$/;

/**
 * The JSON text of a row for the staging table, without characters that the database rejects: NUL and unpaired
 * surrogates.
 */
export function toStagedContent({ given, row }: Pick<ImportRow, "given" | "row">): string {
  return JSON.stringify({ given, row }).replace(ESCAPE, (whole, escaped: string) =>
    UNSTORABLE.test(escaped) ? "\uFFFD" : whole,
  );
}

type DateKey = "assignedAt" | "startedAt" | "dueAt" | "completedAt";

/** An `AssignmentRow` parsed from JSON. */
type StoredRow = Omit<AssignmentRow, DateKey> & {
  readonly [Key in DateKey]?: string | null;
};

/** The valid row that `toStagedContent` wrote. */
export function readStagedRow(content: unknown): AssignmentRow {
  const { assignedAt, startedAt, dueAt, completedAt, ...row } = toStoredRow(content);
  return {
    ...row,
    ...(assignedAt !== undefined && { assignedAt: toDate(assignedAt) }),
    ...(startedAt !== undefined && { startedAt: toDate(startedAt) }),
    ...(dueAt !== undefined && { dueAt: toDate(dueAt) }),
    ...(completedAt !== undefined && { completedAt: toDate(completedAt) }),
  };
}

function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

/** Safe for rows that were not rejected: only `toStagedContent` writes their column. */
function toStoredRow(content: unknown): StoredRow {
  return (content as { readonly row: StoredRow }).row;
}
