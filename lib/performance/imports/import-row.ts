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
export type AssignmentRow = GivenFields<FileFieldName & RequiredName, NamedSkill>;

/** Why a row is rejected: the invalid column (`row` for the row as a whole) and a sentence. */
export type RowError = AssignmentError;

/** A row of a file: its number from 1 after the header, its cells, and the assignment or the errors read from them. */
export type ImportRow = {
  readonly rowNumber: number;
  readonly given: Readonly<Record<string, unknown>>;
} & (
  | { readonly row: AssignmentRow; readonly errors: readonly [] }
  | { readonly row: null; readonly errors: readonly RowError[] }
);

/** Several errors as one: the field of the first, and all sentences. */
export function joinErrors(errors: readonly RowError[]): RowError | null {
  const [first] = errors;
  if (first === undefined) return null;
  return { field: first.field, reason: errors.map(({ reason }) => reason).join(" ") };
}
