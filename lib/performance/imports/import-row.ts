import type {
  FileFieldName,
  GivenFields,
  RequiredName,
} from "@/lib/performance/domain/assignments/field-names";
import type { AssignmentError } from "@/lib/performance/domain/assignments/validate-assignment";
import type { NamedSkill } from "@/lib/performance/domain/assignments/value-rules";

/**
 * A valid row of a file. An absent key had no column, so the stored value stays; null was an empty cell. `assignee` is
 * a username or an email address, as written.
 */
export type AssignmentRow = GivenFields<FileFieldName & RequiredName, NamedSkill> & {
  /** Where only the day of `completedAt` is known. */
  readonly completedPrecision?: "day";
};

/** Why a row is rejected: the invalid column (`row` for the row as a whole) and a sentence. */
export type RowError = AssignmentError & {
  /** The text of the cell, shortened. */
  readonly value?: string;
};

/** A row of a file: its number from 1 after the header, its cells, and the assignment or the errors read from them. */
export type ImportRow = {
  readonly rowNumber: number;
  readonly given: Readonly<Record<string, unknown>>;
} & (
  | { readonly row: AssignmentRow; readonly errors: readonly [] }
  | {
      readonly row: null;
      readonly errors: readonly RowError[];
      /** The name of the assignee of a row with errors; null where it names no person. */
      readonly assignee?: string | null;
      /** Whether the row is no assignment of a person, and so neither valid nor rejected. */
      readonly isSkipped?: true;
    }
);

/** Several errors as one: the field of the first, and all sentences with their values. */
export function joinErrors(errors: readonly RowError[]): RowError | null {
  const [first] = errors;
  if (first === undefined) return null;
  return { field: first.field, reason: errors.map(withValue).join(" ") };
}

function withValue({ reason, value }: RowError): string {
  return value === undefined ? reason : `${reason.replace(/\.$/, "")} (“${value}”).`;
}
